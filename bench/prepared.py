"""Signs a real window in once, with "remember", and closes it when its chats are in the cache; for the start benchmark.

``python -m bench.prepared DATA_FOLDER ADDRESS CHATS``; the token goes where the environment's keyring keeps it.
"""

import asyncio
import sys
from pathlib import Path

import qasync
from PySide6.QtWidgets import QApplication

from bench.floor import ACCOUNT, PASSWORD
from operator_console.app.console import Console, ConsoleOptions
from operator_console.app.error_roads import ErrorRoads
from operator_console.domain.people import AgentStatus

LIMIT_S = 60.0


def main(folder: Path, address: str, chats: int) -> int:
    roads = ErrorRoads(folder / "log")
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    loop = qasync.QEventLoop(app)
    roads.watch(loop)
    console = Console(app, ConsoleOptions(data_dir=folder, settings_path=folder / "settings.json"), roads)
    with loop:
        return int(loop.run_until_complete(_sign_in_and_leave(console, address, chats)))


async def _sign_in_and_leave(console: Console, address: str, chats: int) -> int:
    running = asyncio.get_running_loop().create_task(console.run())
    async with asyncio.timeout(LIMIT_S):
        result = await console._accounts.sign_in(address, ACCOUNT, PASSWORD, remember=True)
        if result.session is None:
            raise RuntimeError(result.failure)
        await console._open_desk(result.session)
        desk = console.desk
        assert desk is not None
        await desk.set_status(AgentStatus.ONLINE)
        rail = desk.rail
        while len((*rail().your_turn, *rail().waiting_for_visitor)) < chats or not desk.knowledge.all(None, "nl"):
            await asyncio.sleep(0.1)
        await asyncio.sleep(1.5)  # the cache gathers what it writes
    console.quit()
    return await running


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
