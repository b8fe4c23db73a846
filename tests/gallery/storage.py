"""What is said about this machine's files: set aside, full disk, settings; and the page of a console that is open."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget

from operator_console.app.already_open import AlreadyOpen
from operator_console.desk.events import MessagesLost
from operator_console.desk.state import StorageTrouble
from operator_console.settings.file import Settings
from operator_console.storage.account import StorageOpened
from operator_console.storage.database import Opening
from operator_console.storage.file_check import SetAside
from operator_console.ui.kit.context import UiContext
from operator_console.ui.shell import ShellWindow
from operator_console.ui.shell.storage_notices import StorageNotices
from tests.fakes.fake_desk import FakeDesk
from tests.gallery import scenes

SIZES = ((1440, 900), (1024, 700))
FOLDER = Path("/data/Operator Console/accounts/anna-0f3a")


def set_aside(context: UiContext) -> QWidget:
    """A damaged outbox of which most was read, a cache that is fetched again, settings that cannot be saved."""
    window = ShellWindow(context, FakeDesk())
    notices = StorageNotices(context.notices, window)
    outbox = Opening(
        why=SetAside.CORRUPT, set_aside=FOLDER / "outbox.set-aside-20260301T090000Z.db", salvaged=3, lost=1
    )
    cache = Opening(why=SetAside.CORRUPT, set_aside=FOLDER / "cache.set-aside-20260301T090000Z.db")
    notices.tell_opened(StorageOpened(outbox=outbox, cache=cache))
    settings = Settings(None)
    settings.unwritten = True
    notices.tell_settings(settings)
    return window


def server_restored(context: UiContext) -> QWidget:
    """The server was put back to an older copy."""
    window = ShellWindow(context, FakeDesk())
    lost = MessagesLost(count=4, parked=2, path=FOLDER / "lost-messages-20260301T090000Z.txt")
    StorageNotices(context.notices, window).tell_lost(lost)
    return window


def disk_full(context: UiContext) -> QWidget:
    """Nothing can be sent until there is room."""
    desk = FakeDesk()
    desk.set_connection(storage_failed=True, storage_trouble=StorageTrouble.FULL)
    return ShellWindow(context, desk)


def already_open(context: UiContext) -> QWidget:
    """Another console holds the folder and does not answer."""
    return AlreadyOpen(context, FOLDER.parent.parent)


SCENES = (
    scenes.Scene("storage_set_aside", set_aside, SIZES),
    scenes.Scene("storage_server_restored", server_restored, ((1440, 900),)),
    scenes.Scene("storage_disk_full", disk_full, ((1440, 900),)),
    scenes.Scene("storage_already_open", already_open, ((560, 300),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
