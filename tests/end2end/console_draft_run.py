"""One run of the console in a process of its own that writes half a note and chooses a file, or tells what is there.

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

from operator_console.ui.conversation.composer import Composer
from operator_console.ui.conversation.pending_files import PendingStrip
from operator_console.ui.kit.plain_label import PlainLabel
from tests.end2end.console_fixtures import Seat

TEXT = "Dag Marieke, dat kan zek"
CURSOR = 11
FILE = "factuur.pdf"
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
        chosen = Path(sys.argv[2]).parent / FILE
        chosen.write_bytes(b"%PDF-1.7 factuur")
        seat.find(Composer, "composer_panel").files_chosen.emit([chosen])
    await seat.until(lambda: _waiting(seat), 20, "the file waits beside the text")
    note = seat.find(QPushButton, "note").isChecked()
    cursor = box.textCursor().position()
    told = {"text": box.toPlainText(), "cursor": cursor, "note": note, "files": _waiting(seat)}
    print(json.dumps(told), flush=True)
    if what == "write":
        await asyncio.sleep(FOREVER_S)


def _waiting(seat: Seat) -> list[str]:
    strip = seat.find(PendingStrip, "pending_files")
    return [label.whole_text for label in strip.findChildren(PlainLabel)]


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
