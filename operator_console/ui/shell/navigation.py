"""The narrow column at the left: the screens that exist, settings, own picture and status; knows no screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QMenu, QSizePolicy, QVBoxLayout, QWidget

from operator_console.domain.people import Agent, AgentStatus
from operator_console.domain.plain_text import clean_line
from operator_console.settings.options import Option
from operator_console.ui.kit.avatar import paint_avatar
from operator_console.ui.kit.buttons import badge_size, paint_badge
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.follow import follow_settings
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.shortcuts import key_words, sequence_of
from operator_console.ui.kit.words import short_status_words, status_role, status_words
from operator_console.ui.shell.pages import ARTICLES
from operator_console.ui.shell.urgent_clock import UrgentClock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from operator_console.desk.state import ChatRow
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.shell.pages import PageEntry

CHOICES = (AgentStatus.ONLINE, AgentStatus.BUSY, AgentStatus.BREAK, AgentStatus.ENDING)
WIDTH_PX = 56


class NavigationButton(QAbstractButton):
    """A line icon of 40 px, lit while its place is open, with a number when something waits."""

    def __init__(self, context: "UiContext", icon: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._context = context
        self._icon_name = icon
        self._count = 0
        self.setFixedSize(40, 40)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        context.theme.changed.connect(self.update)

    def show_count(self, count: int) -> None:
        """Show how many wait here."""
        if count != self._count:
            self._count = count
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lit = self.isCheckable() and self.isChecked()
        if lit or self.underMouse() or self.isDown():
            painter.setBrush(theme.colour("accent_soft" if lit else "hover"))
            painter.drawRoundedRect(self.rect(), 10, 10)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 9, 9)
        role = "link" if lit else "dim"
        pixmap = self._context.icons.pixmap(self._icon_name, 20, role, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(10, 10), pixmap)
        if self._count:
            width_px = badge_size(self._context, self._count).width()
            painter.translate(40 - width_px, 0)
            paint_badge(painter, self._context, width_px, self._count, "bad")


class AvatarButton(QAbstractButton):
    """The agent's own picture with the status dot; opens the status menu."""

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("own_status")
        self._context = context
        self._agent_name = ""
        self._status = AgentStatus.OFFLINE
        self.setFixedSize(40, 40)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        context.theme.changed.connect(self.update)

    def show_agent(self, agent: Agent) -> None:
        """Show this agent and their status."""
        self._agent_name, self._status = agent.name, agent.status
        words = self.tr("%1: %2. Change my status").replace("%2", status_words(agent.status))
        words = words.replace("%1", clean_line(agent.name))
        self.setAccessibleName(words)
        key = key_words(sequence_of(self._context.settings, "window.status"))
        set_plain_tooltip(self, f"{agent.name}\n{status_words(agent.status)}" + (f"   {key}" if key else ""))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        role = status_role(self._status)
        paint_avatar(painter, QRectF(4, 4, 32, 32), self._agent_name, self._context, dot_role=role)
        if self.hasFocus() or self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._context.theme.colour("focus" if self.hasFocus() else "line"), 2))
            painter.drawEllipse(QRectF(1, 1, 38, 38))


class NavigationColumn(QFrame):
    """Only what exists is here: chats, knowledge base, settings, own status.

    Signals:
        chats_requested, knowledge_requested, preferences_requested: A place was chosen.
        page_requested: (name) A page was chosen.
        urgent_requested: Go to the chat whose clock is shown.
        status_chosen: The agent chose an `AgentStatus`.
    """

    chats_requested = Signal()
    knowledge_requested = Signal()
    page_requested = Signal(str)
    urgent_requested = Signal()
    preferences_requested = Signal()
    status_chosen = Signal(object)

    def __init__(
        self,
        context: "UiContext",
        now: "Callable[[], datetime]",
        parent: QWidget | None = None,
        *,
        pages: "Sequence[PageEntry]" = (),
    ) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self._context = context
        self._agent: Agent | None = None
        self.setProperty("surface", "panel")
        self.setProperty("edge", "right")
        self.setFixedWidth(WIDTH_PX)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._chats = NavigationButton(context, "messages-square", "navigate_chats", self)
        self._chats.setCheckable(True)
        self._chats.setChecked(True)
        self._clock = UrgentClock(context, now, self)
        self._knowledge = NavigationButton(context, "book-open", "navigate_knowledge", self)
        self._pages: dict[PageEntry, NavigationButton] = {}
        self._counts: dict[str, int] = {}
        self._settings = NavigationButton(context, "settings", "navigate_preferences", self)
        self._own = AvatarButton(context, self)
        self._own_words = PlainLabel("", self)
        self._own_words.setObjectName("own_status_words")
        self._own_words.setFont(context.theme.font(10, 500))
        self._own_words.setProperty("role", "dim")
        self._own_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column = self._lay_out()
        self.show_pages(pages)
        self._chats.clicked.connect(self._on_chats)
        self._clock.clicked.connect(self.urgent_requested)
        self._knowledge.clicked.connect(self.knowledge_requested)
        self._settings.clicked.connect(self.preferences_requested)
        self._own.clicked.connect(self.open_status_menu)
        self._extra: tuple[QAction, ...] = ()
        self._unlisten = follow_settings(context.settings, self._on_option)

    def show_pages(self, pages: "Sequence[PageEntry]") -> None:
        """Have a button for each of these pages, in this order, and for no others."""
        for entry, button in self._pages.items():
            self._column.removeWidget(button)
            if entry not in pages:
                button.hide()
                button.deleteLater()
        self._pages = {entry: self._pages.get(entry) or self._page_button(entry) for entry in pages}
        after = self._column.indexOf(self._knowledge) + 1
        for place, button in enumerate(self._pages.values(), after):
            self._column.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignHCenter)
        for name, count in self._counts.items():
            self.show_page_count(name, count)
        self._knowledge.setVisible(not any(entry.name == ARTICLES for entry in pages))  # search is on its page as well
        self._name_buttons()

    def show_agent(self, agent: Agent) -> None:
        """Show who is signed in."""
        self._agent = agent
        self._own.show_agent(agent)
        self._own_words.setText(short_status_words(agent.status))
        self._own_words.setAccessibleName(status_words(agent.status))

    def show_waiting(self, count: int) -> None:
        """Show how many chats wait for this agent's answer."""
        self._chats.show_count(count)
        words = self.tr("Chats, %n waiting for your answer", "", count) if count else self.tr("Chats")
        self._chats.setAccessibleName(words)

    def show_place(self, page: str) -> None:
        """Light the place that is open: a page by its name, or the chats."""
        self._chats.setChecked(not page)
        for entry, button in self._pages.items():
            button.setChecked(entry.name == page)

    def show_page_count(self, page: str, count: int) -> None:
        """Show how much waits on a page."""
        self._counts[page] = count
        for entry, button in self._pages.items():
            if entry.name == page:
                button.show_count(count)

    def show_clock(self, row: "ChatRow | None") -> None:
        """Show the most urgent clock below the chats, where these are covered."""
        self._clock.show_row(row)

    def add_menu_actions(self, *actions: QAction) -> None:
        """Put these below the statuses in the menu of the own picture."""
        self._extra = actions

    def hide_preferences(self) -> None:
        """Leave the preferences out: they belong to another window."""
        self._settings.setVisible(False)

    def close_listening(self) -> None:
        """Stop following the settings."""
        self._unlisten()

    def _choose_status(self, status: AgentStatus) -> None:
        self.status_chosen.emit(status)

    def open_status_menu(self) -> None:
        """Open the menu beside the own picture; the present status has the focus."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.tr("My status"))
        for status in CHOICES:
            action = menu.addAction(self._dot(status), status_words(status))
            action.setObjectName(f"status_{status.value}")
            action.setCheckable(False)
            action.triggered.connect(call(self._choose_status, status))
            if self._agent is not None and self._agent.status is status:
                font = action.font()
                font.setBold(True)
                action.setFont(font)
                menu.setActiveAction(action)
        if self._extra:
            menu.addSeparator()
            menu.addActions(self._extra)
        height_px = menu.sizeHint().height()
        menu.popup(self._own.mapToGlobal(QPoint(self._own.width() + 6, self._own.height() - height_px)))

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(6)
        for button in (self._chats, self._clock, self._knowledge):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        for other in (self._settings, self._own):
            column.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
        column.setSpacing(4)
        column.addWidget(self._own_words)
        return column

    def _on_option(self, _option: Option[object]) -> None:
        self._name_buttons()

    def _name_buttons(self) -> None:
        self._chats.setAccessibleName(self._chats.accessibleName() or self.tr("Chats"))
        set_plain_tooltip(self._chats, self.tr("Chats"))
        names = (
            (self._knowledge, self.tr("Knowledge base"), "knowledge.search"),
            (self._settings, self.tr("Preferences"), "window.preferences"),
            *((button, entry.words, entry.action_id) for entry, button in self._pages.items()),
        )
        for button, words, action_id in names:
            button.setAccessibleName(words)
            key = key_words(sequence_of(self._context.settings, action_id))
            set_plain_tooltip(button, f"{words}   {key}" if key else words)

    def _dot(self, status: AgentStatus) -> QIcon:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(16 * ratio), round(16 * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._context.theme.colour(status_role(status)))
        painter.drawEllipse(QRectF(3, 3, 10, 10))
        painter.end()
        return QIcon(pixmap)

    def _page_button(self, entry: "PageEntry") -> NavigationButton:
        button = NavigationButton(self._context, entry.icon, f"navigate_{entry.name}", self)
        button.setCheckable(True)
        button.clicked.connect(call(self._on_page, entry.name))
        return button

    def _on_page(self, name: str) -> None:
        self.show_place(name)
        self.page_requested.emit(name)

    def _on_chats(self) -> None:
        self._chats.setChecked(True)
        self.chats_requested.emit()
