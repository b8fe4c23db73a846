"""The command line: `operator-console` (the window), `server`, `demo`; each command is imported when it is called."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from operator_console import __version__
from operator_console.app.light_imports import import_msgspec_alone

if TYPE_CHECKING:
    import argparse

LANGUAGES = ("nl", "en")
THEMES = ("light", "dark")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    import_msgspec_alone()
    words = list(sys.argv[1:] if arguments is None else arguments)
    alone = _window_options(words)
    if alone is not None:
        return _run_window(alone)
    options = build_parser().parse_args(words)
    handler = options.handler
    return int(handler(options))


def build_parser() -> "argparse.ArgumentParser":
    """Return the parser of all commands."""
    import argparse

    from operator_console.app import demo_options, server_command

    parser = argparse.ArgumentParser(
        prog="operator-console", description="A native desk for live chat. Without a command it opens the window."
    )
    parser.add_argument("--version", action="version", version=f"operator-console {__version__}")
    add_look(parser)
    parser.add_argument("--data-dir", help="folder for outbox, drafts and caches (default: by platform custom)")
    parser.set_defaults(handler=_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    server_command.register(commands)
    demo_options.register(commands)
    return parser


def _window_options(words: list[str]) -> dict[str, str] | None:
    """Return the options when they are the window's alone and right: it need not wait for the parsers of commands."""
    choices = {"--lang": LANGUAGES, "--theme": THEMES, "--data-dir": None}
    given: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name not in choices:
            return None
        value = value if equals else next(rest, "")
        allowed = choices[name]
        if not value or value.startswith("-") or (allowed is not None and value not in allowed):
            return None
        given[name.removeprefix("--")] = value
    return given


def add_look(parser: "argparse.ArgumentParser") -> None:
    """Add the options that override language and theme for one run."""
    parser.add_argument("--lang", choices=LANGUAGES, help="language of the window for this run")
    parser.add_argument("--theme", choices=THEMES, help="theme of the window for this run")


def _window(options: "argparse.Namespace") -> int:
    return _run_window({"lang": options.lang, "theme": options.theme, "data-dir": options.data_dir})


def _run_window(options: Mapping[str, str | None]) -> int:
    from operator_console.app.window_command import run

    return run(options.get("data-dir"), options.get("lang"), options.get("theme"))
