"""Named places where a test lets this process die, fail or freeze; does nothing unless its environment says so.

The environment variable reads `name=action[:nth]`, several with commas between. Actions: `kill` (as by a power cut),
`error` (an `OSError`), `stop` (frozen until somebody lets it go on). With `nth` it happens the nth time the place is
passed and only then; without, every time.
"""

import os
import signal
from collections.abc import Iterator
from itertools import count

VARIABLE = "OPERATOR_CONSOLE_FAIL_POINTS"


class _Armed:
    """What happens at one place, and when."""

    __slots__ = ("_action", "_nth", "_passes")

    def __init__(self, action: str, nth: int | None) -> None:
        self._action = action
        self._nth = nth
        self._passes: Iterator[int] = count(1)

    def passed(self, name: str) -> None:
        if self._nth is not None and next(self._passes) != self._nth:
            return
        match self._action:
            case "kill":
                os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
            case "stop":
                os.kill(os.getpid(), getattr(signal, "SIGSTOP", signal.SIGTERM))
            case _:
                raise OSError(f"fail point {name}")


def _armed_by(text: str) -> dict[str, _Armed]:
    """Read the variable; a part that makes no sense is an error, for a test would prove nothing.

    Raises:
        ValueError: A part is not of the form `name=action[:nth]`.
    """
    armed = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, rest = part.partition("=")
        action, _, nth = rest.partition(":")
        if not name or action not in {"kill", "error", "stop"} or (nth and not nth.isdecimal()):
            raise ValueError(f"not a fail point: {part}")
        armed[name] = _Armed(action, int(nth) if nth else None)
    return armed


_armed = _armed_by(os.environ.get(VARIABLE, ""))


def fail_point(name: str) -> None:
    """Pass a place with a name.

    Raises:
        OSError: The environment asked for an error here.
    """
    if _armed and (here := _armed.get(name)) is not None:
        here.passed(name)


def arm(text: str) -> None:
    """Replace what the environment said at start; empty switches everything off.

    Raises:
        ValueError: As at start.
    """
    armed = _armed_by(text)
    _armed.clear()
    _armed.update(armed)
