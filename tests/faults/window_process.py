"""The real console's window as a process, worked at through its own desk, with a watchdog on the loop that paints.

``python -m tests.faults.window_process FOLDER ADDRESS ACCOUNT WHO SEED HEARTBEAT_S``
"""

import asyncio
import sys
from pathlib import Path

import qasync
from PySide6.QtWidgets import QApplication

from operator_console.app.console import Console, ConsoleOptions, DemoSession
from operator_console.app.error_roads import ErrorRoads
from operator_console.domain.ids import ConversationId
from operator_console.domain.people import AgentStatus
from operator_console.settings.options import PRESENCE_AWAY_MINUTES, PRESENCE_BUSY_MINUTES
from operator_console.ui.conversation.text_box import TextBox
from tests.contract.furnishing import PASSWORD
from tests.faults.desk_driver import DeskDriver, lines_by_thread, say_line
from tests.faults.history import History

SHOWN_LIMIT_S = 60.0


def main(folder: Path, address: str, account: str, who: str, seed: int) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    roads = ErrorRoads(folder / "log")
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(app)
    roads.watch(loop)
    demo = DemoSession(server=address, account=account, password=PASSWORD, shop=address, data_dir=folder / "data")
    console = Console(app, ConsoleOptions(data_dir=demo.data_dir, settings_path=None, language="nl", demo=demo), roads)
    console.settings.override(PRESENCE_BUSY_MINUTES, 0)  # nobody moves a pointer here
    console.settings.override(PRESENCE_AWAY_MINUTES, 0)
    errors: list[str] = []
    roads.tell_through(errors.append)
    with loop:
        loop.run_until_complete(_work(console, account, History(folder.parent / f"{who}.jsonl", who), seed, errors))
    return 0


async def _work(console: Console, account: str, history: History, seed: int, errors: list[str]) -> None:
    running = asyncio.get_running_loop().create_task(console.run())
    try:
        async with asyncio.timeout(SHOWN_LIMIT_S):
            while console.window is None or not console.window.isVisible() or console.desk is None:
                await asyncio.sleep(0.05)
        window, desk = console.window, console.desk
        window.resize(1440, 900)

        def select(name: str) -> None:
            window.select(ConversationId(name))

        def type_draft(name: str, text: str) -> bool:
            select(name)
            box = window.findChild(TextBox)
            there = box is not None and window.current == name and box.isVisible()
            if box is not None and there:
                box.setPlainText(text)
            return there

        driver = DeskDriver(desk, account, history, seed, select, type_draft)
        driver.errors = errors
        async with asyncio.timeout(SHOWN_LIMIT_S):
            while not await desk.set_status(AgentStatus.ONLINE):
                await asyncio.sleep(0.5)
        await driver.work(lines_by_thread(), say_line)
    finally:
        console.quit()
        await running


if __name__ == "__main__":
    place, where, account, who, seed, _heartbeat_s = sys.argv[1:]
    sys.exit(main(Path(place), where, account, who, int(seed)))
