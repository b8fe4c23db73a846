"""The `demo` command: our server, the demo shops, practice visitors and the window, together on one machine."""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from operator_console.app import demo_data, paths
from operator_console.app.child_process import ChildFailed, ChildProcess
from operator_console.app.console import ConsoleOptions, DemoSession, run_console
from operator_console.app.demo_options import DEFAULT_VISITORS
from operator_console.server.config import DEFAULT_PORT, LOOPBACK, ServerConfig

PORTS_TRIED = 50
HEADLESS_SPEED = 3.0
NO_DISPLAY = (
    "There is no screen here: start the demo from a desktop session, or add --headless --screenshots DIR "
    "to let it run by itself and save pictures."
)


def run(options: argparse.Namespace) -> int:
    """Run the command and return the exit status."""
    if not _has_display():
        if not options.headless or shutil.which("xvfb-run") is None:
            print(NO_DISPLAY, file=sys.stderr)
            return 2
        return _again_under_xvfb()
    if options.headless and options.lang is None:
        return _each_language(options)
    try:
        with _floor(options) as session:
            print(f"Demo shop: {session.shop}", flush=True)
            return run_console(_console_options(options, session))
    except ChildFailed as error:
        print(f"the demo's server did not start:\n{error}", file=sys.stderr)
        return 1


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _again_under_xvfb() -> int:
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1920x1200x24"]
    return subprocess.run([*screen, sys.executable, "-m", "operator_console", *sys.argv[1:]], check=False).returncode


def _each_language(options: argparse.Namespace) -> int:
    """Play the headless demo once in each language; the pictures of both land in one folder."""
    status = 0
    for language in ("nl", "en"):
        command = [sys.executable, "-m", "operator_console", *sys.argv[1:], "--lang", language]
        command += ["--seconds", str(options.seconds / 2)]
        status = subprocess.run(command, check=False).returncode or status
    return status


@contextmanager
def _floor(options: argparse.Namespace) -> Iterator[DemoSession]:
    """Start server and visitors, and stop them at the end."""
    resources = paths.resources_dir()
    with ExitStack() as stack:
        folder = paths.demo_dir()
        if options.headless:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="operator-console-")))
        elif options.fresh:
            shutil.rmtree(folder, ignore_errors=True)
        server = f"http://{LOOPBACK}:{_free_port(options.port)}"
        account = demo_data.prepare(ServerConfig(data_dir=folder / "server"), server, resources / "knowledge")
        arguments = ["server", "--data-dir", str(folder / "server"), "--port", server.rpartition(":")[2]]
        arguments += ["--demo-site", str(resources / "demo_site"), "--stop-with-input"]
        process = ChildProcess(arguments, folder / "server.log")
        stack.callback(process.stop)
        server = json.loads(process.first_line())["listening"]
        if not options.no_practice:
            speed = HEADLESS_SPEED if options.headless else 1.0
            visitors = ["practice", "--server", server, "--lang", options.lang or _language()]
            visitors += ["--visitors", str(DEFAULT_VISITORS), "--speed", str(speed), "--stop-with-input"]
            stack.callback(ChildProcess(visitors, folder / "practice.log").stop)
        yield DemoSession(
            server=server,
            account=account.account,
            password=account.password,
            shop=demo_data.shop_address(server),
            data_dir=folder / "console",
        )


def _language() -> str:
    """Return the language the window will have, so that the visitors write in it."""
    from operator_console.settings.file import Settings
    from operator_console.ui.kit.language import chosen_language

    return chosen_language(Settings(paths.settings_path()))


def _free_port(wanted: int) -> int:
    """Return the port asked for, else 8750 or the next free one.

    Raises:
        ChildFailed: There is none.
    """
    for port in [wanted] if wanted else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED):
        with socket.socket() as probe:
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return port
    msg = f"port {wanted or DEFAULT_PORT} is taken"
    raise ChildFailed(msg)


def _console_options(options: argparse.Namespace, session: DemoSession) -> ConsoleOptions:
    return ConsoleOptions(
        data_dir=session.data_dir,
        settings_path=None if options.headless else paths.settings_path(),
        language=options.lang,
        theme=options.theme,
        demo=session,
        script_s=options.seconds if options.headless else None,
        pictures=Path(options.screenshots).absolute() if options.headless and options.screenshots else None,
    )
