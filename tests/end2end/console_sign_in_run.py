"""One run of the console in a process of its own: signs in, or comes in with the kept token, and tells what it saw.

    python -m tests.end2end.console_sign_in_run SERVER FOLDER SECRETS

Prints one JSON line and writes the tokens it had in memory into the file SECRETS. The keyring is that of the process's
surroundings: a bus with a Secret Service, or none.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from operator_console.storage.token_vault import TokenVault
from tests.end2end.console_fixtures import Seat

KEYRING_LIMIT_S = 20.0


async def _run(seat: Seat, server: str, secrets: Path) -> dict[str, object]:
    await seat.start()
    screen = await _first_window(seat)
    told: dict[str, object] = {"asked": screen is not None}
    if screen is not None:
        label = screen.findChild(QWidget, "token_place")
        assert label is not None
        await seat.until(lambda: _is_known(getattr(label, "whole_text", "")), KEYRING_LIMIT_S, "the keyring is known")
        told["token_place"] = getattr(label, "whole_text", "")
        await seat.fill_sign_in(server)
    else:
        await seat.come_in()
    told["live"] = seat.is_live()
    told["agent"] = seat.desk.me.name
    vault = seat.console._accounts._vault
    assert isinstance(vault, TokenVault)
    secrets.write_text("\n".join(vault._memory.values()), "utf-8")
    return told


def _is_known(words: str) -> bool:
    return not words.startswith(("Looking for", "Waiting for"))


async def _first_window(seat: Seat) -> QWidget | None:
    """Wait for the sign-in screen; None when the agent is in without it."""
    end = time.monotonic() + 20
    while seat.window is None:
        for widget in QApplication.topLevelWidgets():
            if widget.objectName() == "sign_in" and widget.isVisible():
                return widget
        assert time.monotonic() < end, "no window came"
        await asyncio.sleep(0.02)
    return None


def main() -> int:
    server, folder, secrets = sys.argv[1:]
    os.environ.pop("PYTHON_KEYRING_BACKEND", None)
    seat = Seat(QApplication([]), Path(folder))
    print(json.dumps(seat.play(_run(seat, server, Path(secrets)))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
