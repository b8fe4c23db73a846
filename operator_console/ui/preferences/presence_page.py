"""When a status is set because nobody is there, and what this machine tells of that; looks at no machine itself."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from operator_console.domain.presence import MachineOffers
from operator_console.settings.options import (
    PRESENCE_AWAY_MINUTES,
    PRESENCE_AWAY_WHEN_LOCKED,
    PRESENCE_BUSY_MINUTES,
    Option,
)
from operator_console.ui.kit.calls import call_with
from operator_console.ui.ports import PresenceDoor
from operator_console.ui.preferences.page import PreferencesPage

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MINUTES = (2, 5, 10, 15, 20, 30, 60)
NEVER = 0


class PresencePage(PreferencesPage):
    """Two times and the lock; what the machine does not tell is said below them."""

    def __init__(self, context: "UiContext", presence: PresenceDoor, parent: QWidget) -> None:
        super().__init__(context, self.tr("Presence"), parent)
        self._minutes(PRESENCE_BUSY_MINUTES, self.tr("Set me to busy after"), "presence_busy")
        self._minutes(PRESENCE_AWAY_MINUTES, self.tr("Set me to a break after"), "presence_away")
        locked = QCheckBox(self.tr("Set me to a break at once when the screen is locked"), self)
        locked.setObjectName("presence_locked")
        locked.setChecked(context.settings.get(PRESENCE_AWAY_WHEN_LOCKED))
        locked.toggled.connect(call_with(context.settings.set, PRESENCE_AWAY_WHEN_LOCKED))
        self.column.addWidget(locked)
        self.add_small_print(
            self.tr(
                "Counted from the last key or movement of the pointer, and only while you are online. You get your "
                "status back when you return; a status that you choose yourself is left alone."
            )
        )
        self._machine = self.add_small_print(self._machine_words(presence.offers))
        self._machine.setObjectName("presence_machine")
        self.add_small_print(
            self.tr(
                "The server is told whether you are active, idle for half a minute, or your screen is locked, so that "
                "it can offer a chat to somebody else in time. It keeps only the present state and stores none of it. "
                "Your team lead can see whether your screen is locked now."
            )
        )
        self.column.addStretch(1)

    def _minutes(self, option: Option[int], title: str, name: str) -> None:
        box = QComboBox(self)
        box.setObjectName(name)
        now = max(NEVER, self.context.settings.get(option))
        for minutes in sorted({NEVER, *MINUTES, now}):
            box.addItem(self.tr("%n minutes", "", minutes) if minutes else self.tr("Never"), minutes)
        box.setCurrentIndex(box.findData(now))
        box.activated.connect(call_with(self._store, option, box))
        self.add_row(title, box)

    def _store(self, option: Option[int], box: QComboBox, place: int) -> None:
        self.context.settings.set(option, int(box.itemData(place)))

    def _machine_words(self, offers: MachineOffers | None) -> str:
        if offers is None:
            return self.tr("What this computer tells is not known yet.")
        if offers.idle and offers.lock:
            return self.tr("This computer tells when it is used and when its screen is locked.")
        if offers.idle:
            return self.tr("This computer tells when it is used, but not when its screen is locked.")
        words = self.tr("This computer does not tell when it is used: only what you do in this program counts.")
        if offers.lock:
            return words + " " + self.tr("It does tell when its screen is locked.")
        return words + " " + self.tr("Nor does it tell when its screen is locked.")
