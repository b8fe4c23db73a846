"""The devices on which the agent is signed in, each with a way to sign it out; asks nobody but its door."""

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.protocol.http import SignedInDevice
from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import elapsed_words, moment_words
from operator_console.ui.ports import DevicesDoor
from operator_console.ui.preferences.page import PreferencesPage

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_SHOWN = 100
JUST_NOW_S = 120.0


class DevicesPage(PreferencesPage):
    """One line for each device; what the server says is shown, nothing is guessed."""

    def __init__(self, context: "UiContext", door: DevicesDoor, parent: QWidget) -> None:
        super().__init__(context, self.tr("Devices"), parent)
        self._door = door
        self._scope = context.scope.child("devices")
        self.add_small_print(
            self.tr("Where you are signed in. Sign out what you do not know, and tell your administrator.")
        )
        self._list = QFrame(self)
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 4, 0, 4)
        self._rows.setSpacing(8)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._list)
        self.column.addWidget(scroll, 1)
        self._said = self.add_small_print()
        self._said.setObjectName("devices_said")
        self._build_buttons()
        self._asking: asyncio.Task[None] | None = None
        self._ask(self._door.all(), self.tr("Asking the server…"))

    def _build_buttons(self) -> None:
        line = QHBoxLayout()
        self._others = quiet_button(self.tr("Sign out all other devices"), "end_other_devices", self)
        self._others.clicked.connect(self._on_end_others)
        self._again = quiet_button(self.tr("Try again"), "ask_devices_again", self)
        self._again.clicked.connect(self._on_again)
        line.addWidget(self._others)
        line.addWidget(self._again)
        line.addStretch(1)
        self.column.addLayout(line)
        self._others.setEnabled(False)
        self._again.setVisible(False)

    def _ask(self, asked: Awaitable[tuple[SignedInDevice, ...] | None], meanwhile: str, after: str = "") -> None:
        async def ask() -> None:
            self._said.setText(meanwhile)
            self._again.setVisible(False)
            self._list.setEnabled(False)
            self._others.setEnabled(False)
            devices = await asked
            self._list.setEnabled(True)
            if devices is None:
                self._said.setText(self.tr("The server cannot be asked now. Nothing was changed as far as is known."))
                self._again.setVisible(True)
            else:
                self._show(devices, after)

        self._asking = self._scope.start(ask(), name="ask", exclusive=True)

    def _show(self, devices: tuple[SignedInDevice, ...], said: str) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        ordered = sorted(devices, key=lambda device: not device.current)[:MOST_SHOWN]
        for device in ordered:
            self._rows.addWidget(DeviceRow(self, device, self._words(device)))
        self._rows.addStretch(1)
        others = sum(not device.current for device in devices)
        self._others.setEnabled(others > 0)
        self._said.setText(said or ("" if others else self.tr("You are signed in nowhere else.")))

    def _words(self, device: SignedInDevice) -> str:
        since_s = max(0.0, (self._door.now() - device.last_used_at).total_seconds())
        if device.connected or since_s < JUST_NOW_S:
            used = self.tr("In use now")
        else:
            used = self.tr("Last used %1 ago").replace("%1", elapsed_words(since_s))
        begun = moment_words(device.signed_in_at, self.context.locale)
        return f"{used} · {self.tr('signed in %1').replace('%1', begun)}"

    def stop(self) -> None:
        """Show nothing more: the preferences are closed."""
        if self._asking is not None:
            self._asking.cancel()

    def end(self, device: SignedInDevice) -> None:
        """Sign a device out; its row asks for it."""
        name = shown_name(device) or self.tr("Unnamed device")
        after = self.tr("%1 is signed out.").replace("%1", name)
        self._ask(self._door.end(device.id), self.tr("Signing out…"), after)

    def _on_end_others(self) -> None:
        self._ask(self._door.end_others(), self.tr("Signing out…"), self.tr("All other devices are signed out."))

    def _on_again(self) -> None:
        self._ask(self._door.all(), self.tr("Asking the server…"))


class DeviceRow(QWidget):
    """Name, use, and a button for every device but this one."""

    def __init__(self, page: DevicesPage, device: SignedInDevice, words: str) -> None:
        super().__init__(page)
        self._page = page
        self._device = device
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(1)
        name = shown_name(device) or self.tr("Unnamed device")
        title = PlainLabel(name, self)
        title.setProperty("role", "plain")
        title.setObjectName("device_name")
        small = PlainLabel(words, self)
        small.setProperty("role", "dim")
        small.setObjectName("device_use")
        column.addWidget(title)
        column.addWidget(small)
        line.addLayout(column, 1)
        line.addWidget(self._this() if device.current else self._button(name))

    def _this(self) -> QWidget:
        label = PlainLabel(self.tr("This computer"), self)
        label.setObjectName("this_device")
        label.setProperty("role", "dim")
        label.setSizePolicy(label.sizePolicy().Policy.Preferred, label.sizePolicy().Policy.Preferred)
        return label

    def _button(self, name: str) -> QPushButton:
        button = quiet_button(self.tr("Sign out"), "end_device", self)
        button.setAccessibleName(self.tr("Sign out %1").replace("%1", name))
        button.clicked.connect(self._on_end)
        return button

    def _on_end(self) -> None:
        self._page.end(self._device)


def shown_name(device: SignedInDevice) -> str:
    """Return the name that a device gave itself, harmless to show."""
    return clean_line(device.name, 64)
