"""Sheets of single errands: a visitor's e-mail, a page to open, a piece of the screen."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QLinearGradient, QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from operator_console.ui.after.mail_sheet import MailSheet
from operator_console.ui.conversation.page_sheet import PageSheet
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.screen_snip import SnipOverlay, SnipSheet
from tests.gallery import scenes

translate = QCoreApplication.translate
LONG = "Alle fietshelmen voor volwassenen, kinderen en speedpedelecs bij elkaar in één overzicht " * 2
PAGES = (
    ("Maten van helmen", "https://fietsenwereld.example/helmen/maten"),
    (LONG, "https://fietsenwereld.example/helmen?" + "kleur=zwart&" * 12),
    ("https://fietsenwereld.example/winkelwagen", "https://fietsenwereld.example/winkelwagen"),
)


def _held(context: UiContext, sheet: QWidget) -> QWidget:
    sheet.setProperty("keeps", [context])
    return sheet


def _mail(*, may_note: bool) -> Callable[[UiContext], QWidget]:
    return lambda context: _held(
        context, MailSheet(context, "Marieke de Boer", "marieke@example.org", None, may_note=may_note)
    )


def _page(context: UiContext) -> QWidget:
    return _held(context, PageSheet(context, "Marieke de Boer", PAGES, None))


def _screen() -> QPixmap:
    picture = QPixmap(1024, 700)
    fading = QLinearGradient(0, 0, 1024, 700)
    fading.setColorAt(0, Qt.GlobalColor.darkCyan)
    fading.setColorAt(1, Qt.GlobalColor.lightGray)
    with QPainter(picture) as painter:
        painter.fillRect(picture.rect(), fading)
        painter.drawText(picture.rect(), Qt.AlignmentFlag.AlignCenter, "Order 2024-1187")
    return picture


def _snipping(context: UiContext) -> QWidget:
    words = translate("Extras", "Draw a rectangle. Enter takes it, Escape cancels.")
    return _held(context, SnipOverlay(QGuiApplication.primaryScreen(), _screen(), words))


def _snipped(context: UiContext) -> QWidget:
    return _held(context, SnipSheet(context, _screen().toImage(), None))


def _press(field: str, text: str, button: str) -> Callable[[QWidget], None]:
    """Write into a field, as the agent would, and press a button."""

    def press(sheet: QWidget) -> None:
        place, pressed = sheet.findChild(QLineEdit, field), sheet.findChild(QPushButton, button)
        assert place is not None
        assert pressed is not None
        place.setText(text)
        pressed.click()

    return press


SCENES = (
    scenes.Scene("sheet_mail", _mail(may_note=True), ((440, 330),)),
    scenes.Scene("sheet_mail_open_chat", _mail(may_note=False), ((440, 240),)),
    scenes.Scene("sheet_mail_wrong", _mail(may_note=False), ((440, 270),), _press("mail_address", "marieke@", "send")),
    scenes.Scene("sheet_page", _page, ((520, 330),)),
    scenes.Scene("sheet_page_wrong", _page, ((520, 330),), _press("page_address", "javascript:alert(1)", "ask")),
    scenes.Scene("snipping", _snipping, ((1024, 700),)),
    scenes.Scene("snipped", _snipped, ((608, 500),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
