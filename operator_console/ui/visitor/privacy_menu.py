"""The menu of a lead over what is kept of a visitor: take it out, erase it, see what erases itself; does none of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from operator_console.ui.kit.buttons import icon_button
from operator_console.ui.kit.context import UiContext


class PrivacyMenu(QWidget):
    """A small button that opens the menu; hidden for whoever does not lead.

    Signals:
        export_requested, erase_requested, retention_requested: What was chosen.
    """

    export_requested = Signal()
    erase_requested = Signal()
    retention_requested = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = icon_button(context, "ellipsis", self.tr("What is kept of this visitor"), "visitor_privacy", self)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.button)
        self.menu.setObjectName("visitor_privacy_menu")
        self.menu.addAction(self.tr("Export what is kept…"), self.export_requested.emit)
        self.menu.addAction(self.tr("Erase this visitor…"), self.erase_requested.emit)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("What is erased by itself…"), self.retention_requested.emit)
        self.button.setMenu(self.menu)
        self.button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.setVisible(False)
