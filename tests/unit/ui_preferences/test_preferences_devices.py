"""The list of devices: what is shown is what the server said; each can be signed out, by keyboard too."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.preferences import PreferencesDialog
from operator_console.ui.preferences.devices_page import DeviceRow, DevicesPage
from tests.fakes.fake_chats import SITES
from tests.fakes.fake_devices import FakeDevices
from tests.fakes.fake_knowledge import fake_knowledge
from tests.fakes.fake_presence import FakePresence

SECTION = 4


class Opened:
    """The preferences with the devices on screen."""

    def __init__(self, context: UiContext, door: FakeDevices) -> None:
        self.dialog = PreferencesDialog(context, SITES, door, FakePresence(), fake_knowledge())
        self.dialog.show()
        self.dialog.show_section(SECTION)
        page = self.dialog.findChild(DevicesPage)
        assert page is not None
        self.page = page

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    @property
    def rows(self) -> list[list[str]]:
        rows = self.page.findChildren(DeviceRow)
        return [[label.whole_text for label in row.findChildren(PlainLabel)] for row in rows]

    @property
    def said(self) -> str:
        label = self.page.findChild(PlainLabel, "devices_said")
        assert label is not None
        return label.whole_text

    def button(self, name: str) -> QPushButton:
        button = self.page.findChild(QPushButton, name)
        assert button is not None
        return button


@pytest.fixture
async def opened(context: UiContext, qtbot: QtBot) -> Opened:
    made = Opened(context, FakeDevices())
    qtbot.addWidget(made.dialog)
    await made.settle()
    return made


def door_of(opened: Opened) -> FakeDevices:
    door = opened.dialog._devices
    assert isinstance(door, FakeDevices)
    return door


async def test_devices_are_shown_with_this_one_first(opened: Opened) -> None:
    first, *others = opened.rows
    assert first[0] == "kantoor-4"
    assert first[1].startswith("In use now · signed in ")
    assert first[2] == "This computer"
    assert others[0][1].startswith("In use now · ")
    assert others[1][1].startswith("Last used 26 h ago · ") or others[1][1].startswith("Last used 1 d")
    assert opened.button("end_other_devices").isEnabled()


async def test_a_device_s_name_is_shown_literally_and_bounded(opened: Opened) -> None:
    name = opened.rows[3][0]
    assert name.startswith("<b>Bold</b>")
    assert "\u202e" not in name
    assert len(name) <= 64


async def test_signing_one_out_by_key(opened: Opened, qtbot: QtBot) -> None:
    button = opened.button("end_device")
    assert button.accessibleName() == "Sign out BALIE-02"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    await opened.settle()
    assert door_of(opened).ended == ["se_3"]
    assert opened.said == "BALIE-02 is signed out."
    assert len(opened.rows) == 3


async def test_signing_all_others_out(opened: Opened) -> None:
    opened.button("end_other_devices").click()
    await opened.settle()
    assert len(opened.rows) == 1
    assert opened.said == "All other devices are signed out."
    assert not opened.button("end_other_devices").isEnabled()


async def test_a_server_that_does_not_answer_changes_nothing_on_screen(opened: Opened) -> None:
    door_of(opened).reachable = False
    opened.button("end_device").click()
    await opened.settle()
    assert "cannot be asked" in opened.said
    assert len(opened.rows) == 4
    again = opened.button("ask_devices_again")
    assert again.isVisibleTo(opened.page)
    door_of(opened).reachable = True
    again.click()
    await opened.settle()
    assert opened.said == ""
    assert door_of(opened).ended == []


async def test_closing_while_the_server_is_asked_is_harmless(context: UiContext, qtbot: QtBot) -> None:
    class Slow(FakeDevices):
        async def all(self) -> None:
            await asyncio.sleep(30)

    opened = Opened(context, Slow())
    qtbot.addWidget(opened.dialog)
    await opened.settle()
    assert opened.said == "Asking the server…"
    opened.dialog.finish("close")
    await opened.settle()
    assert opened.page._asking is not None
    assert opened.page._asking.cancelled()
