"""One real start into the window of a remembered account, as the command without a name makes it, in its own process.

    python -m tests.end2end.console_remembered_run FOLDER answer|look

Prints one JSON line: what was there at the first frame, before asyncio is imported, and what happened then. With
`answer` the agent goes online, answers the chat that waits, and leaves half a sentence in its composer.
"""

import os
import sys

from operator_console.app import cli, light_imports, window_command

TEXT = "Dag, ik kijk het na."
HALF = "En de bezorging is"


def _watch() -> None:
    """Import Qt as the product does, and look over the console's shoulder from then on."""
    light_imports.import_qt_alone()
    from PySide6.QtWidgets import QPlainTextEdit, QWidget

    from operator_console.app.console import Console
    from operator_console.desk.desk import Desk
    from operator_console.ui.shell import ShellWindow

    painted, go_on = Console._say_painted, Console._go_on
    frame: dict[str, object] = {}

    def say_painted(console: Console, window: QWidget) -> None:
        assert isinstance(window, ShellWindow)
        frame["asyncio"] = "asyncio.events" in sys.modules
        box, current = window.findChild(QPlainTextEdit, "composer"), window.current
        assert box is not None
        assert console.desk is not None
        said = [entry.message.text for entry in console.desk.entries(current)] if current is not None else []
        frame["texts"] = [box.toPlainText(), *said]
        painted(console, window)

    def goes_on(console: Console, desk: Desk) -> None:
        go_on(console, desk)
        console._scope.start(_act(console, frame), name="act")

    for name, watched in (("_say_painted", say_painted), ("_go_on", goes_on)):  # in a process of its own
        setattr(Console, name, watched)


async def _act(console: object, frame: dict[str, object]) -> None:
    import asyncio
    import json

    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QPlainTextEdit

    from operator_console.app.console import Console
    from operator_console.desk.state import ConnectionPhase, Delivery
    from operator_console.domain.people import AgentStatus

    assert isinstance(console, Console)
    desk, window = console.desk, console.window
    assert desk is not None
    assert window is not None
    async with asyncio.timeout(40):
        while desk.connection.phase is not ConnectionPhase.LIVE:
            await asyncio.sleep(0.02)
        if sys.argv[2] == "answer":
            await desk.set_status(AgentStatus.ONLINE)
            while not (waiting := desk.rail().your_turn):
                await asyncio.sleep(0.02)
            chat = waiting[0].conversation.id
            window.select(chat)
            box = window.findChild(QPlainTextEdit, "composer")
            assert box is not None
            box.setFocus()
            box.insertPlainText(TEXT)
            QTest.keyClick(box, Qt.Key.Key_Return)
            while not any(one.message.text == TEXT and one.delivery is Delivery.STORED for one in desk.entries(chat)):
                await asyncio.sleep(0.02)
            box.insertPlainText(HALF)
            await asyncio.sleep(1.5)
    print(json.dumps({"frame": frame, "live": True}), flush=True)
    console.quit()


if __name__ == "__main__":
    os.environ.pop("PYTHON_KEYRING_BACKEND", None)
    vars(window_command)["import_qt_alone"] = _watch
    sys.exit(cli.main(["--data-dir", sys.argv[1], "--lang", "en"]))
