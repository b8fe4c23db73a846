"""Write docs/rights.md, who may do what, from the server's own tables and its one `authorise`."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from operator_console.server.rights import ACTORS, CONSOLE_FRAMES, ROUTES, TAB_FRAMES, Right, matrix

TARGET = Path(__file__).resolve().parent.parent / "docs" / "rights.md"
HEAD = """\
# Who may do what

Written by `python -m tools.rights_table`; a test holds it to the code. Everything is denied that is not named here.
Whoever asks for what is not there, or is not theirs, gets the same answer, and the audit log gets a line.

An agent's departments decide what the agent sees; an administrator's role reaches every department. A supervisor may
do what an agent may, publish and remove articles besides, and lead: see the wall, look along, whisper, join, give chats
to somebody, and change limits and statuses of the own team. Roles, departments and accounts are changed on the server's
machine (`operator-console server user`), never over the network.

## Rights
"""


def render() -> str:
    """Return the tables as Markdown."""
    lines = [HEAD, _row(("to what", "may be", *ACTORS)), _row(["---"] * (2 + len(ACTORS)))]
    for (name, action), allowed in matrix().items():
        if allowed:
            lines.append(_row((name, action.value, *("yes" if who in allowed else "" for who in ACTORS))))
    lines += ["\n## Routes\n", _row(("route", "for", "asks", "about")), _row(["---"] * 4)]
    lines += [_row((f"`{method} {path}`", *_right(right))) for (method, path), right in ROUTES.items()]
    for title, rows in (("a console", CONSOLE_FRAMES), ("a browser", TAB_FRAMES)):
        lines += [f"\n## Frames of {title}\n", _row(("frame", "for", "asks", "about")), _row(["---"] * 4)]
        lines += _frames(rows)
    return "\n".join(lines) + "\n"


def _frames(rows: Mapping[type, Right]) -> list[str]:
    return [_row((f"`{frame.__struct_config__.tag}`", *_right(right))) for frame, right in rows.items()]  # type: ignore[attr-defined]  # a msgspec struct


def _right(right: Right) -> tuple[str, str, str]:
    return right.who.value, right.action.value if right.action is not None else "", right.about


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Write the file and return the exit status."""
    TARGET.write_text(render(), "utf-8")
    print(TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
