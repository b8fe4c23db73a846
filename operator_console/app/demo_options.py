"""Options of the commands `demo`, `practice` and `practice-space`; what they do is imported when they are called."""

import argparse
from typing import Any

DEFAULT_VISITORS = 3


def register(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the commands to the command line."""
    demo = commands.add_parser("demo", help="server, demo shops, practice visitors and the window, all on this machine")
    demo.add_argument("--lang", choices=("nl", "en"), help="language of the window and of the practice visitors")
    demo.add_argument("--theme", choices=("light", "dark"), help="theme of the window, and of the pictures")
    demo.add_argument("--no-practice", action="store_true", help="no practice visitors, only real ones")
    demo.add_argument("--fresh", action="store_true", help="forget earlier demo chats first")
    demo.add_argument("--port", type=int, default=0, help="port of the demo server (default: 8750, or a free one)")
    demo.add_argument("--headless", action="store_true", help="under a virtual screen, answered by a script")
    demo.add_argument("--screenshots", metavar="DIR", help="with --headless: save pictures of every screen here")
    demo.add_argument("--seconds", type=float, default=60.0, help="with --headless: how long it runs")
    demo.set_defaults(handler=_demo)
    practice = commands.add_parser("practice", help="practice visitors for a server that runs already")
    practice.add_argument("--server", required=True, help="address of the server, such as http://127.0.0.1:8750")
    practice.add_argument("--lang", choices=("nl", "en"), default="en", help="language the visitors write in")
    practice.add_argument("--visitors", type=int, default=DEFAULT_VISITORS, help="how many at the same time")
    practice.add_argument("--speed", type=float, default=1.0, help="2 types twice as fast")
    practice.add_argument("--seed", type=int, default=0, help="order of the stories")
    practice.add_argument("--stop-with-input", action="store_true", help="end when standard input closes")
    practice.set_defaults(handler=_practice)
    space = commands.add_parser("practice-space", help="the own server of the window's practice; the window starts it")
    space.add_argument("--folder", required=True, help="folder of one practice round, with its description")
    space.set_defaults(handler=_practice_space)


def _demo(options: argparse.Namespace) -> int:
    from operator_console.app.demo import run

    return run(options)


def _practice(options: argparse.Namespace) -> int:
    from operator_console.app.practice.command import run

    return run(options)


def _practice_space(options: argparse.Namespace) -> int:
    from operator_console.app.practice.space_server import run

    return run(options)
