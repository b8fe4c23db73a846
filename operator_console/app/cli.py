"""The command line: `operator-console` (the window), `server`, `demo`; each command is imported when it is called."""

import argparse
from collections.abc import Sequence

from operator_console import __version__
from operator_console.app.light_imports import import_msgspec_alone


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    import_msgspec_alone()
    options = _window_options(arguments) or build_parser().parse_args(arguments)
    handler = options.handler
    return int(handler(options))


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    from operator_console.app import demo_options, server_command

    parser = argparse.ArgumentParser(
        prog="operator-console", description="A native desk for live chat. Without a command it opens the window."
    )
    parser.add_argument("--version", action="version", version=f"operator-console {__version__}")
    _add_window_options(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    server_command.register(commands)
    demo_options.register(commands)
    return parser


def _window_options(arguments: Sequence[str] | None) -> argparse.Namespace | None:
    """Return the options when they are the window's alone: it need not wait for the parsers of the other commands."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    _add_window_options(parser)
    try:
        options, others = parser.parse_known_args(arguments)
    except argparse.ArgumentError:
        return None
    return None if others else options


def _add_window_options(parser: argparse.ArgumentParser) -> None:
    add_look(parser)
    parser.add_argument("--data-dir", help="folder for outbox, drafts and caches (default: by platform custom)")
    parser.set_defaults(handler=_window)


def add_look(parser: argparse.ArgumentParser) -> None:
    """Add the options that override language and theme for one run."""
    parser.add_argument("--lang", choices=("nl", "en"), help="language of the window for this run")
    parser.add_argument("--theme", choices=("light", "dark"), help="theme of the window for this run")


def _window(options: argparse.Namespace) -> int:
    from operator_console.app.window_command import run

    return run(options)
