"""Turns the desk's alerts into sound, window attention and the taskbar's number; decides nothing about their reason."""

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from operator_console.desk.events import AlertRaised
from operator_console.desk.state import AlertKind
from operator_console.settings.options import (
    ALERT_ATTENTION,
    ALERT_BADGE,
    ALERT_SILENT_SITES,
    ALERT_SOUND_DEADLINE,
    ALERT_SOUND_MENTION,
    ALERT_SOUND_MESSAGE,
    ALERT_SOUND_NEW_CHAT,
    ALERT_SOUND_OFFER,
    ALERT_SOUND_OVERDUE,
    Option,
)
from operator_console.ui.kit.follow import follow_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from operator_console.desk.state import ChatRow
    from operator_console.domain.ids import ConversationId, SiteId
    from operator_console.runtime.event_hub import EventHub
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.kit.sounds import Sounds

LOUDER, LOUDEST = 1.25, 1.6
"""Times the set volume, for what cannot wait; a sound is never above its own loudness."""
_SOUNDS: dict[AlertKind, tuple[str, Option[bool], float]] = {
    AlertKind.NEW_CHAT: ("new_chat", ALERT_SOUND_NEW_CHAT, 1.0),
    AlertKind.QUEUE: ("new_chat", ALERT_SOUND_NEW_CHAT, 1.0),
    AlertKind.OFFER: ("new_chat", ALERT_SOUND_OFFER, LOUDER),
    AlertKind.CALL_BACK: ("message", ALERT_SOUND_NEW_CHAT, LOUDER),
    AlertKind.MESSAGE: ("message", ALERT_SOUND_MESSAGE, 1.0),
    AlertKind.MENTION: ("message", ALERT_SOUND_MENTION, 1.0),
    AlertKind.LOW_RATING: ("message", ALERT_SOUND_MENTION, 1.0),
    AlertKind.DEADLINE: ("deadline", ALERT_SOUND_DEADLINE, LOUDER),
    AlertKind.OVERDUE: ("deadline", ALERT_SOUND_OVERDUE, LOUDEST),
}
"""Sound, the option that allows it, and how much louder than the set volume it is."""


class Alerts(QObject):
    """Wants the agent's attention for one window, as far as the settings allow."""

    def __init__(
        self,
        context: "UiContext",
        hub: "EventHub",
        window: QWidget,
        row: "Callable[[ConversationId], ChatRow | None]" = lambda _conversation_id: None,
    ) -> None:
        super().__init__(window)
        self._row = row
        self._settings = context.settings
        self._window = window
        self._resources = context.resources
        self._known_sounds: Sounds | None = None
        self._on_screen: str | None = None
        self._number = 0
        self._unlisten = [
            hub.listen(AlertRaised, self._on_alert),
            follow_settings(context.settings, self._on_option),
        ]

    def show_on_screen(self, conversation_id: str | None) -> None:
        """Know which chat the agent looks at: a message there makes no sound while the window is active."""
        self._on_screen = conversation_id

    def call(self, kind: AlertKind, site_id: "SiteId | None") -> None:
        """Want attention for what is no chat."""
        sound, option, louder = _SOUNDS[kind]
        if self._settings.get(option) and site_id not in self._settings.get(ALERT_SILENT_SITES):
            self._sounds.play(sound, louder)
        if not self._window.isActiveWindow() and self._settings.get(ALERT_ATTENTION):
            QApplication.alert(self._window)

    def show_waiting(self, count: int) -> None:
        """Put the number of waiting chats on the taskbar or dock, where there is such a thing."""
        number = count if self._settings.get(ALERT_BADGE) else 0
        if number != self._number:
            self._number = number
            _show_badge(number)

    def close(self) -> None:
        """Stop listening and take the number away."""
        for unlisten in self._unlisten:
            unlisten()
        if self._number:
            _show_badge(0)

    @property
    def _sounds(self) -> "Sounds":
        """Made for the first alert, after the first paint."""
        if self._known_sounds is None:
            from operator_console.ui.kit.sounds import Sounds

            self._known_sounds = Sounds(self._resources, self._settings, self)
        return self._known_sounds

    def _on_alert(self, alert: AlertRaised) -> None:
        active = self._window.isActiveWindow()
        looked_at = active and alert.conversation_id == self._on_screen
        sound, option, louder = _SOUNDS[alert.kind]
        wanted = self._settings.get(option) and not self._is_silent(alert.conversation_id)
        if wanted and not (looked_at and alert.kind is AlertKind.MESSAGE):
            self._sounds.play(sound, louder)
        if not active and self._settings.get(ALERT_ATTENTION):
            QApplication.alert(self._window)

    def _is_silent(self, conversation_id: "ConversationId") -> bool:
        row = self._row(conversation_id)
        return row is not None and row.site.id in self._settings.get(ALERT_SILENT_SITES)

    def _on_option(self, option: Option[object]) -> None:
        if option.key == ALERT_BADGE.key and not self._settings.get(ALERT_BADGE):
            self.show_waiting(0)


def _show_badge(number: int) -> None:
    app = QGuiApplication.instance()
    # On Linux the number belongs to the desktop file; without its name Qt only warns.
    if isinstance(app, QGuiApplication) and (sys.platform != "linux" or app.desktopFileName()):
        app.setBadgeNumber(number)
