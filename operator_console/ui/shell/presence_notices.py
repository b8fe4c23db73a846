"""Says which status was set because nobody was there, and that it ended; knows no machine."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from operator_console.desk.events import StatusSetItself
from operator_console.domain.people import AgentStatus
from operator_console.domain.presence import Automatic, Cause
from operator_console.ui.kit.notice import Notices

KEY = "presence"


class PresenceNotices(QObject):
    """One notice at a time: while the agent is away, and for a while after."""

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices

    def tell(self, told: StatusSetItself, choose: Callable[[AgentStatus], object]) -> None:
        """Say it; `choose` sets the status again that has just ended, if the agent wants that."""
        automatic = told.automatic
        if not told.ended:
            self._notices.warning(self._away_words(automatic), key=KEY)
            return
        busy = automatic.status is AgentStatus.BUSY
        self._notices.offer(
            self._back_words(automatic),
            key=KEY,
            action_text=self.tr("Stay busy") if busy else self.tr("Stay on a break"),
            action=lambda: choose(automatic.status),
        )

    def withdraw(self) -> None:
        """Somebody chose a status: what was said is not true any more."""
        self._notices.withdraw(KEY)

    def _away_words(self, automatic: Automatic) -> str:
        if automatic.cause is Cause.LOCKED:
            return self.tr("You are set to a break, because the screen is locked. It ends when you are back.")
        minutes = round(automatic.after_s / 60)
        if automatic.status is AgentStatus.BUSY:
            return self.tr("You are set to busy after %n minutes. It ends when you are back.", "", minutes)
        return self.tr("You are set to a break after %n minutes. It ends when you are back.", "", minutes)

    def _back_words(self, automatic: Automatic) -> str:
        if automatic.cause is Cause.LOCKED:
            return self.tr("You were set to a break while the screen was locked; you are online again.")
        minutes = round(automatic.after_s / 60)
        if automatic.status is AgentStatus.BUSY:
            return self.tr("You were set to busy after %n minutes; you are online again.", "", minutes)
        return self.tr("You were set to a break after %n minutes; you are online again.", "", minutes)
