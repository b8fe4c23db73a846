"""The pages and sheets of a shift in pictures: wall, archive, figures, staffing, sites, its end; answers nobody."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from operator_console.app.demo_hands import REPAINT_S, Hands

BIG_SCREEN = (1920, 1080)
EARLIER_CHAT = 7
"""A row of the archive below those of the chats that are open."""
CHOICES_TO_ENDING = 3
"""How often the arrow goes down in the menu of statuses, from being online."""
_PAGES = (
    ("wall", Qt.Key.Key_F2, (Qt.Key.Key_Home, Qt.Key.Key_Return)),
    ("visitors", Qt.Key.Key_F7, ()),
    ("archive", Qt.Key.Key_F3, (*[Qt.Key.Key_Down] * EARLIER_CHAT, Qt.Key.Key_Return)),
    ("figures", Qt.Key.Key_F4, ()),
    ("staffing", Qt.Key.Key_F6, ()),
    ("sites", Qt.Key.Key_F12, ()),
)
"""Name, the key that opens it, and what is pressed there."""


async def take_pages(hands: Hands, theme: str) -> None:
    """Picture every page in both sizes, and go back to the chats."""
    for name, key, there in _PAGES:
        hands.press(key)
        await hands.settle()
        for each in there:
            hands.press_there(each)
        if there:
            await hands.settle()
        await hands.until_hidden("staffing_progress")
        await hands.save_in_sizes(f"{name}-{theme}")
        if name == "wall":
            await _big_wall(hands, theme)
    hands.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    await hands.settle()


async def take_end_of_shift(hands: Hands) -> None:
    """Picture the end of a shift; afterwards no new chats come."""
    await hands.back_to_window()
    hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    for key in (*[Qt.Key.Key_Down] * CHOICES_TO_ENDING, Qt.Key.Key_Return):
        hands.press_there(key)
    sheet = await hands.sheet()
    if sheet is not None:
        await hands.save_in_themes(sheet, "end-of-shift")
        sheet.reject()


async def _big_wall(hands: Hands, theme: str) -> None:
    hands.press(Qt.Key.Key_F11)
    for widget in QApplication.topLevelWidgets():
        if widget.objectName() == "wall_window" and widget.isVisible():
            widget.resize(*BIG_SCREEN)  # where no window manager does it
            await hands.settle(REPAINT_S)
            hands.save(widget, f"big-wall-{theme}")
            QTest.keyClick(widget, Qt.Key.Key_Escape)
    await hands.back_to_window()
