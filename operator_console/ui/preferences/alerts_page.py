"""What wants the agent's attention, and a test of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSlider, QWidget

from operator_console.domain.plain_text import clean_line
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
    ALERT_VOLUME,
    Option,
)
from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.calls import call, call_with
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.sounds import SOUNDS, Sounds
from operator_console.ui.preferences.page import PreferencesPage

if TYPE_CHECKING:
    from operator_console.domain.people import Site
    from operator_console.ui.kit.context import UiContext

APART_MS = 900
_OPTIONS = {"new_chat": ALERT_SOUND_NEW_CHAT, "message": ALERT_SOUND_MESSAGE, "deadline": ALERT_SOUND_DEADLINE}
MOST_SITES = 12


class AlertsPage(PreferencesPage):
    """Sounds by event, volume, window attention and the taskbar's number."""

    def __init__(self, context: "UiContext", parent: QWidget, sites: "tuple[Site, ...]" = ()) -> None:
        super().__init__(context, self.tr("Alerts"), parent)
        self._sounds = Sounds(context.resources, context.settings, self)
        self._sounds.failed.connect(self._on_failed)
        self._following: list[str] = []
        self._apart = QTimer(self)
        self._apart.setSingleShot(True)
        self._apart.setInterval(APART_MS)
        self._apart.timeout.connect(self._play_next)
        self._boxes = [
            self._box(ALERT_SOUND_NEW_CHAT, self.tr("A sound when a chat comes in or waits in the queue"), "new_chat"),
            self._box(ALERT_SOUND_MESSAGE, self.tr("A sound when a visitor writes"), "message"),
            self._box(ALERT_SOUND_OFFER, self.tr("A louder sound when a chat is offered to you"), "offer"),
            self._box(ALERT_SOUND_MENTION, self.tr("A sound when a note names you"), "mention"),
            self._box(ALERT_SOUND_DEADLINE, self.tr("A louder sound when an answer is nearly due"), "deadline"),
            self._box(ALERT_SOUND_OVERDUE, self.tr("The loudest sound when an answer is overdue"), "overdue"),
        ]
        self._add_sites(sites)
        self._add_volume()
        self._box(ALERT_ATTENTION, self.tr("Let the window ask for attention in the taskbar"), "attention")
        self._box(ALERT_BADGE, self.tr("Show the number of waiting chats on the icon, where the desktop can"), "badge")
        self._add_test()
        self.column.addStretch(1)

    def _box(self, option: Option[bool], words: str, name: str) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setObjectName(f"alert_{name}")
        box.setChecked(self.context.settings.get(option))
        box.toggled.connect(call_with(self.context.settings.set, option))
        self.column.addWidget(box)
        return box

    def _add_sites(self, sites: "tuple[Site, ...]") -> None:
        """Let each site be silent, where there is more than one."""
        if len(sites) < 2:
            return
        self.add_small_print().setText(self.tr("Sounds for chats of these sites:"))
        for site in sites[:MOST_SITES]:
            box = QCheckBox(clean_line(site.name, 60).replace("&", "&&"), self)
            box.setObjectName(f"sounds_of_{site.id}")
            box.setAccessibleName(self.tr("Sounds for chats of %1").replace("%1", clean_line(site.name, 60)))
            box.setChecked(site.id not in self.context.settings.get(ALERT_SILENT_SITES))
            box.toggled.connect(call_with(self._on_site, site.id))
            self.column.addWidget(box)

    def _on_site(self, site_id: str, heard: bool) -> None:
        silent = [name for name in self.context.settings.get(ALERT_SILENT_SITES) if name != site_id]
        self.context.settings.set(ALERT_SILENT_SITES, silent if heard else [*silent, site_id])

    def _add_volume(self) -> None:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName("volume")
        slider.setRange(5, 100)
        slider.setPageStep(10)
        slider.setSingleStep(5)
        slider.setMaximumWidth(240)
        slider.setAccessibleName(self.tr("Volume"))
        slider.setValue(self.context.settings.get(ALERT_VOLUME))
        later = QTimer(self)
        later.setSingleShot(True)
        later.setInterval(250)
        later.timeout.connect(call(self._store_volume, slider))
        slider.valueChanged.connect(call(self._start, later))
        line = QHBoxLayout()
        line.addSpacing(30)
        words = PlainLabel(self.tr("Volume"), self, wrap=True)
        line.addWidget(words)
        line.addWidget(slider, 1)
        line.addStretch(1)
        self.column.addLayout(line)

    def _start(self, timer: QTimer) -> None:
        timer.start()

    def _store_volume(self, slider: QSlider) -> None:
        self.context.settings.set(ALERT_VOLUME, slider.value())

    def _add_test(self) -> None:
        line = QHBoxLayout()
        button = quiet_button(self.tr("Test my alerts"), "test_alerts", self)
        button.clicked.connect(self._on_test)
        line.addWidget(button)
        line.addStretch(1)
        self.column.addSpacing(6)
        self.column.addLayout(line)
        self._result = self.add_small_print()
        self._result.setObjectName("alert_result")
        if not self._sounds.player:
            self._say_silent()

    def _on_test(self) -> None:
        if not self._sounds.player:
            self._say_silent()
            return
        chosen = [sound for sound in SOUNDS if self.context.settings.get(_OPTIONS[sound])]
        self._following = chosen
        self._play_next()
        if chosen:
            words = self.tr("Playing %n sounds with %1. Hear nothing? Check your system's volume.", "", len(chosen))
            self._result.setText(words.replace("%1", self._sounds.player))
        else:
            self._result.setText(self.tr("All sounds are off."))

    def _play_next(self) -> None:
        if self._following:
            self._sounds.play(self._following.pop(0))
            self._apart.start()

    def _on_failed(self, player: str) -> None:
        self._result.setText(self.tr("%1 could not play the sound. Is a sound device connected?").replace("%1", player))

    def _say_silent(self) -> None:
        self._result.setText(
            self.tr("Sound is not available here: none of pw-play, paplay and aplay is installed on this computer.")
        )
