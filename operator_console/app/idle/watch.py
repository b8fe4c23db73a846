"""Gives a desk its machine and the agent's wishes, and tells the agent what was set; imported after the first paint."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from operator_console.app.idle.machine import this_machine
from operator_console.app.idle.window import WindowActivity
from operator_console.desk.events import StatusChosen, StatusSetItself
from operator_console.domain.people import AgentStatus
from operator_console.domain.presence import Rules
from operator_console.runtime.task_scope import TaskScope
from operator_console.settings.file import Settings
from operator_console.settings.options import PRESENCE_AWAY_MINUTES, PRESENCE_AWAY_WHEN_LOCKED, PRESENCE_BUSY_MINUTES
from operator_console.ui.shell.presence_notices import PresenceNotices

if TYPE_CHECKING:
    from operator_console.desk.desk import Desk
    from operator_console.ui.kit.notice import Notices

MOST_MINUTES = 24 * 60


class PresenceWatch(QObject):
    """Lives as long as the console; each desk gets a machine of its own, which it closes."""

    def __init__(
        self, app: QGuiApplication, settings: Settings, notices: "Notices", scope: TaskScope, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._scope = scope
        self._windows = WindowActivity(app, self)
        self._notices = PresenceNotices(notices, self)

    def follow(self, desk: "Desk") -> None:
        """Begin to look for a desk."""
        notices, scope = self._notices, self._scope

        def choose(status: AgentStatus) -> None:
            scope.start(desk.set_status(status), name="status")

        desk.hub.listen(StatusSetItself, lambda told: notices.tell(told, choose))
        desk.hub.listen(StatusChosen, lambda _event: notices.withdraw())
        desk.presence.start(this_machine(QGuiApplication.platformName()), self._windows, self._rules)

    def _rules(self) -> Rules:
        get = self._settings.get
        return Rules(
            busy_after_s=_seconds(get(PRESENCE_BUSY_MINUTES)),
            away_after_s=_seconds(get(PRESENCE_AWAY_MINUTES)),
            away_when_locked=get(PRESENCE_AWAY_WHEN_LOCKED),
        )


def _seconds(minutes: int) -> float | None:
    """Return a setting's minutes, bounded, or None for never."""
    return min(minutes, MOST_MINUTES) * 60.0 if minutes > 0 else None
