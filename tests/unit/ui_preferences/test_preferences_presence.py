"""What is set by itself and when, and the honest word about what the machine tells."""

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from operator_console.domain.presence import MachineOffers
from operator_console.settings.options import PRESENCE_AWAY_MINUTES, PRESENCE_AWAY_WHEN_LOCKED, PRESENCE_BUSY_MINUTES
from operator_console.ui.kit.context import UiContext
from operator_console.ui.preferences import PreferencesDialog
from tests.fakes.fake_chats import SITES
from tests.fakes.fake_devices import FakeDevices
from tests.fakes.fake_knowledge import fake_knowledge
from tests.fakes.fake_presence import FakePresence

SECTION = 7


def _open(context: UiContext, qtbot: QtBot, offers: MachineOffers | None = None) -> PreferencesDialog:
    presence = FakePresence()
    presence.offers = offers
    dialog = PreferencesDialog(context, SITES, FakeDevices(), presence, fake_knowledge())
    qtbot.addWidget(dialog)
    dialog.show_section(SECTION)
    return dialog


def test_times_and_the_lock_are_their_options(context: UiContext, qtbot: QtBot) -> None:
    context.settings.set(PRESENCE_AWAY_MINUTES, 17)
    dialog = _open(context, qtbot)
    busy, away = dialog.findChild(QComboBox, "presence_busy"), dialog.findChild(QComboBox, "presence_away")
    locked = dialog.findChild(QCheckBox, "presence_locked")
    assert busy is not None
    assert away is not None
    assert locked is not None
    assert (busy.currentText(), away.currentText(), locked.isChecked()) == ("5 minutes", "17 minutes", True)
    busy.activated.emit(0)
    away.activated.emit(away.findData(30))
    locked.click()
    settings = context.settings
    assert [settings.get(PRESENCE_BUSY_MINUTES), settings.get(PRESENCE_AWAY_MINUTES)] == [0, 30]
    assert settings.get(PRESENCE_AWAY_WHEN_LOCKED) is False
    assert busy.itemText(0) == "Never"


@pytest.mark.parametrize(
    "offers, words",
    [
        (None, "not known yet"),
        (MachineOffers(idle=True, lock=True), "used and when its screen is locked"),
        (MachineOffers(idle=True), "but not when its screen is locked"),
        (MachineOffers(lock=True), "only what you do in this program counts. It does tell"),
        (MachineOffers(), "only what you do in this program counts. Nor does it tell"),
    ],
)
def test_what_the_machine_does_not_tell_is_said(
    context: UiContext, qtbot: QtBot, offers: MachineOffers | None, words: str
) -> None:
    label = _open(context, qtbot, offers).findChild(QLabel, "presence_machine")
    assert label is not None
    assert words in label.accessibleName() + label.text()
