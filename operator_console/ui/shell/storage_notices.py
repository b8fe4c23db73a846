"""Says what became of this machine's files: set aside, brought over, not writable; knows no file's inside."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from operator_console.desk.events import MessagesLost
from operator_console.domain.plain_text import clean_line
from operator_console.settings.file import Settings
from operator_console.storage.account import StorageOpened
from operator_console.storage.database import Opening
from operator_console.storage.file_check import SetAside
from operator_console.ui.kit.notice import Notices

MOST_NAME_CHARS = 160


class StorageNotices(QObject):
    """Turns what the desk and the settings tell about files into quiet notices.

    Args:
        parent: Lives as long as the notices are shown.
    """

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._settings_told = False

    def tell_opened(self, opened: StorageOpened) -> None:
        """Say what was set aside among an account's files; nothing when they are as they should be."""
        if opened.cache.set_aside is not None:
            words = self.tr(
                "This machine's copy of chats and articles was unusable and is fetched again; nothing is lost. "
                "Old file: %1"
            )
            self._tell(self._notices.warning, words, opened.cache.set_aside, "cache")
        if opened.outbox.set_aside is not None:
            words = " ".join((self._outbox_reason(opened.outbox), self._outbox_result(opened.outbox)))
            words += " " + self.tr("Old file: %1")
            self._tell(self._notices.bad, words, opened.outbox.set_aside, "outbox")

    def tell_lost(self, lost: MessagesLost) -> None:
        """Say that the server does not have everything any more, where it is, and what can be done."""
        words = self.tr(
            "The server was put back to an older copy: %n messages of your chats are not on it any more.",
            "",
            lost.count,
        )
        if lost.parked:
            words += " " + self.tr("Your own wait in their chats: send them again or discard them.")
        if lost.path is None:
            self._notices.bad(words, key="lost")
        else:
            self._tell(
                self._notices.bad, words + " " + self.tr("All of them are kept in a file: %1"), lost.path, "lost"
            )

    def tell_settings(self, settings: Settings) -> None:
        """Say that settings were set aside, or cannot be written; and take the latter back when they can."""
        if settings.set_aside is not None and not self._settings_told:
            self._settings_told = True
            words = self.tr("The settings could not be read, so the defaults hold. Old file: %1")
            self._tell(self._notices.warning, words, settings.set_aside, "settings")
        if settings.unwritten:
            self._notices.warning(
                self.tr("Settings cannot be saved: what you change holds until the console is closed."),
                key="settings_unwritten",
                action_text=self.tr("Try again"),
                action=lambda: self._save(settings),
            )
        else:
            self._notices.withdraw("settings_unwritten")

    def _save(self, settings: Settings) -> None:
        settings.save()
        self.tell_settings(settings)

    def _tell(self, tell: Callable[..., None], words: str, place: Path, key: str) -> None:
        tell(
            words.replace("%1", clean_line(place.name, MOST_NAME_CHARS)),
            key=key,
            action_text=self.tr("Copy its place"),
            action=lambda: QGuiApplication.clipboard().setText(str(place)),
        )

    def _outbox_reason(self, opening: Opening) -> str:
        return {
            SetAside.CORRUPT: self.tr("The file with your unsent messages and drafts is damaged."),
            SetAside.EMPTY: self.tr("The file with your unsent messages and drafts is empty."),
            SetAside.FOREIGN: self.tr("The file with your unsent messages and drafts was written by another program."),
            SetAside.NEWER: self.tr("The file with your unsent messages and drafts is of a newer console."),
            SetAside.OTHER_ACCOUNT: self.tr("The file with unsent messages and drafts is of another account."),
            SetAside.NOT_A_FILE: self.tr("A folder stands where your unsent messages and drafts are kept."),
            SetAside.UNREADABLE: self.tr("The file with your unsent messages and drafts cannot be read."),
        }[opening.why or SetAside.CORRUPT]

    def _outbox_result(self, opening: Opening) -> str:
        words = []
        if opening.salvaged:
            words.append(self.tr("%n of them could be read: check each before you send it.", "", opening.salvaged))
        if opening.lost:
            words.append(self.tr("%n could not be read.", "", opening.lost))
        return " ".join(words) or self.tr("Nothing could be brought over.")
