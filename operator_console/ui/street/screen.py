"""The door of the visitors' page for the window: who is there now and, for leads, the rules of invitations."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from operator_console.ui.kit.buttons import ghost_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.ports import DeskDoor
from operator_console.ui.street.rules import Rules
from operator_console.ui.street.visitors import Visitors


class StreetScreen(QObject):
    """The page.

    Signals:
        leave_requested: Back to the chats.
    """

    leave_requested = Signal()

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._closed = False
        self._scope = context.scope.child("street")
        self.visitors = Visitors(context, desk)
        self.rules = Rules(context, desk)
        self._page = QFrame()
        self._page.setObjectName("street_page")
        self._page.setProperty("surface", "panel")
        self._page.setAccessibleName(self.tr("Visitors"))
        self._tab_visitors = ghost_button(self.tr("On the sites now"), "tab_visitors", self._page)
        self._tab_rules = ghost_button(self.tr("Invitation rules"), "tab_rules", self._page)
        self._place_parts()

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self._page

    def show(self) -> None:
        """The page comes on screen."""
        self._tab_rules.setVisible(self._desk.site_setup.can_set_up)
        if self._shows_rules and self._desk.site_setup.can_set_up:
            self.rules.show()
        else:
            self.show_visitors()
            self.visitors.view.focus_list()

    def show_visitors(self) -> None:
        """Show who is there."""
        self._tab_visitors.setChecked(True)
        self._pages.setCurrentWidget(self.visitors.view)
        self.visitors.show()

    def show_rules(self) -> None:
        """Show the rules; nothing happens for those who may not set them."""
        if not self._desk.site_setup.can_set_up:
            return
        self._tab_rules.setChecked(True)
        self._pages.setCurrentWidget(self.rules.view)
        self.visitors.hide()
        self.rules.show()

    def hide(self) -> None:
        """The page goes from the screen."""
        self.visitors.hide()

    def back(self) -> None:
        """Go one step back: from the rules to the list, from the list ask to be left."""
        if self._shows_rules:
            self.show_visitors()
            self.visitors.view.focus_list()
        else:
            self.leave_requested.emit()

    def focus_search(self) -> None:
        """Put the keyboard where one looks for a visitor, or a rule."""
        if self._shows_rules:
            self.rules.view.focus_list()
        else:
            self.visitors.view.focus_field()

    @property
    def _shows_rules(self) -> bool:
        return self._pages.currentWidget() is self.rules.view

    def close(self) -> None:
        """End listening and tasks; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        self.visitors.close()
        self.rules.close()
        end_scope(self._scope, self._context.scope)

    def _place_parts(self) -> None:
        heading = PlainLabel(self.tr("Visitors"), self._page)
        heading.setProperty("role", "heading")
        heading.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 2)
        head.setSpacing(10)
        head.addWidget(heading)
        group = QButtonGroup(self)
        for button, slot in ((self._tab_visitors, self.show_visitors), (self._tab_rules, self.show_rules)):
            button.setCheckable(True)
            button.clicked.connect(slot)
            group.addButton(button)
            head.addWidget(button)
        self._tab_visitors.setChecked(True)
        head.addStretch(1)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.visitors.view)
        self._pages.addWidget(self.rules.view)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._pages, 1)
