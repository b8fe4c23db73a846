"""One run of the console in a process of its own that writes half a note, or tells what stands in the composer.

    python -m tests.end2end.console_draft_run SERVER FOLDER write|read

Prints one JSON line. After `write` it goes on running until somebody kills it.
"""

import asyncio
import json
import os
import sys
from pathlib import Path

import aiohttp
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from tests.end2end.console_fixtures import Seat

TEXT = "Dag Marieke, dat kan zek"
CURSOR = 11
FOREVER_S = 90.0


async def _run(seat: Seat, server: str, what: str) -> None:
    await seat.sign_in(server)
    if what == "write":
        await _visitor_says(server, "hallo")
    await seat.until(lambda: seat.shell.current and seat.line("hallo"), 20, "the chat is on screen")
    box = seat.find(QPlainTextEdit, "composer")
    if what == "write":
        seat.press("Esc")
        seat.press("Ctrl+Shift+N")
        await seat.type(TEXT)
        seat.press("Left", len(TEXT) - CURSOR)
    note = seat.find(QPushButton, "note").isChecked()
    print(json.dumps({"text": box.toPlainText(), "cursor": box.textCursor().position(), "note": note}), flush=True)
    if what == "write":
        await asyncio.sleep(FOREVER_S)


async def _visitor_says(server: str, text: str) -> None:
    """Begin a chat as a visitor's browser does."""
    site = "fietsenwereld"
    async with aiohttp.ClientSession(headers={"Origin": server}) as http:
        socket = await http.ws_connect(f"{server}/ws/visitor")
        page = {"url": f"{server}/shop/{site}/", "title": "Shop"}
        hello = {"type": "hello", "versions": [1], "site_id": site, "visit_key": "draft-run-visit-0001", "page": page}
        await socket.send_json(hello)
        while (await socket.receive_json(timeout=10))["type"] != "welcome":
            pass
        await socket.send_json({"type": "send", "client_id": "draft-run-1", "text": text})
        await asyncio.sleep(1.0)
        await socket.close()


def main() -> int:
    server, folder, what = sys.argv[1:]
    os.environ.pop("PYTHON_KEYRING_BACKEND", None)
    seat = Seat(QApplication([]), Path(folder))
    seat.play(_run(seat, server, what))
    return 0


if __name__ == "__main__":
    sys.exit(main())
