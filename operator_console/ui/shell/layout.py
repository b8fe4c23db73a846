"""Places the screens in the window and remembers sizes; knows no meaning of a screen."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from operator_console.settings.options import WINDOW_STATE
from operator_console.ui.kit.notice import NoticeBar

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.shell.navigation import NavigationColumn
    from operator_console.ui.shell.screens import Screens, Side
    from operator_console.ui.shell.status_line import StatusLine

FIRST_SIZE = QSize(1440, 900)
SMALLEST = QSize(920, 480)
NAVIGATION_PX = 56
RAIL_PX, SIDE_PX = 292, 356
RAIL_MIN_PX, MIDDLE_MIN_PX, SIDE_MIN_PX = 220, 380, 260
SAVE_AFTER_MS = 1_500


class WindowLayout:
    """The columns of the mockup: navigation, rail, conversation, visitor above knowledge; status line below.

    Attributes:
        central, columns, middle: Where navigation and status line, the rail, and the conversation will be. Widgets that
            are built in their place need not be dressed again when they are moved there.
    """

    def __init__(self, context: "UiContext", window: QMainWindow) -> None:
        self._context = context
        self._window = window
        self.central = QFrame(window)
        self.columns = QSplitter(Qt.Orientation.Horizontal, self.central)
        self.middle = QWidget(self.columns)
        self._side = QSplitter(Qt.Orientation.Vertical, self.columns)
        self._side.setObjectName("side_column")
        for splitter in (self.columns, self._side):  # while they are empty: it measures what is in them
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self._chosen = False
        self._late = QTimer(window)
        self._late.setSingleShot(True)
        self._late.setInterval(SAVE_AFTER_MS)
        self._late.timeout.connect(self.save)

    @property
    def side_shown(self) -> bool:
        """Tell whether the right column is open."""
        return not self._side.isHidden()

    def place(
        self, navigation: "NavigationColumn", screens: "Screens", status_line: "StatusLine", band: QWidget | None = None
    ) -> None:
        """Build the columns, the right one still empty, with a band above everything; call once."""
        self.central.setProperty("surface", "bg")
        rows = QVBoxLayout(self.central)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(navigation)
        across.addWidget(self.columns, 1)
        across.addWidget(self._build_page(), 1)
        if band is not None:
            rows.addWidget(band)
        rows.addLayout(across, 1)
        rows.addWidget(status_line)
        self._fill(screens)
        self._window.setCentralWidget(self.central)
        self._window.setMinimumSize(SMALLEST)
        self._restore()
        self.columns.splitterMoved.connect(self._on_moved)

    def place_side(self, side: "Side") -> None:
        """Fill the right column; call once."""
        self._side.addWidget(side.visitor.widget)
        self._side.addWidget(side.knowledge.widget)
        self._side.setStretchFactor(1, 1)
        kept = _sizes(self._context.settings.get(WINDOW_STATE).get("side"), 2)
        self._side.setSizes(kept or [self._side_top_px(), self._window.height()])
        self._side.splitterMoved.connect(self._late.start)

    def show_page(self, widget: QWidget | None) -> None:
        """Show a page in the place of all columns, with the notices above it; None brings the columns back."""
        if widget is not None and self._page_column.indexOf(widget) < 0:
            self._page_column.addWidget(widget, 1)
            self._page_widgets.append(widget)
        for each in self._page_widgets:
            each.setVisible(each is widget)
        (self._middle_column if widget is None else self._page_column).insertWidget(0, self._notices)
        self.columns.setVisible(widget is None)
        self._page.setVisible(widget is not None)

    def show_side(self, shown: bool) -> None:
        """Open or close the right column."""
        self._side.setVisible(shown)
        self._late.start()

    def show_knowledge_alone(self, alone: bool) -> None:
        """Give the knowledge base all of the right column, or share it with the visitor again."""
        visitor = self._side.widget(0)
        if visitor is not None:
            visitor.setVisible(not alone)

    def fit(self) -> None:
        """Divide the window's width as at first, until the agent has chosen sizes."""
        if self._chosen:
            return
        width_px = self._window.width()
        rail_px = min(RAIL_PX, max(RAIL_MIN_PX, width_px // 4))
        side_px = min(SIDE_PX, max(SIDE_MIN_PX, round(width_px * 0.29)))
        middle_px = max(MIDDLE_MIN_PX, width_px - NAVIGATION_PX - rail_px - side_px)
        self.columns.setSizes([rail_px, middle_px, side_px])

    def save(self) -> None:
        """Remember geometry and sizes."""
        self._late.stop()
        kept = self._context.settings.get(WINDOW_STATE)
        state: dict[str, Any] = {**kept}
        state["geometry"] = b64encode(self._window.saveGeometry().data()).decode()
        if self.side_shown and self._chosen:
            state["columns"] = self.columns.sizes()
        visitor = self._side.widget(0)
        if visitor is not None and not visitor.isHidden():
            state["side"] = self._side.sizes()
        state["side_shown"] = self.side_shown
        self._context.settings.set(WINDOW_STATE, state)

    def _fill(self, screens: "Screens") -> None:
        column = self._middle_column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._notices = NoticeBar(self._context, self.middle)
        column.addWidget(self._notices)
        column.addWidget(screens.conversation.widget, 1)
        screens.chats.widget.setMinimumWidth(RAIL_MIN_PX)
        self.middle.setMinimumWidth(MIDDLE_MIN_PX)
        self._side.setMinimumWidth(SIDE_MIN_PX)
        for widget in (screens.chats.widget, self.middle, self._side):
            self.columns.addWidget(widget)  # also puts in order what is in there
        for place, stretch in enumerate((0, 1, 0)):
            self.columns.setStretchFactor(place, stretch)

    def _build_page(self) -> QWidget:
        self._page_widgets: list[QWidget] = []
        self._page = QFrame(self.central)
        self._page.setProperty("surface", "panel")
        self._page.setVisible(False)
        self._page_column = QVBoxLayout(self._page)
        self._page_column.setContentsMargins(0, 0, 0, 0)
        self._page_column.setSpacing(0)
        return self._page

    def _restore(self) -> None:
        state = self._context.settings.get(WINDOW_STATE)
        if not _restored_geometry(self._window, state.get("geometry")):
            room = self._window.screen().availableSize()
            self._window.resize(FIRST_SIZE.boundedTo(room))
        if columns := _sizes(state.get("columns"), 3):
            self._chosen = True
            self.columns.setSizes(columns)
        self.fit()
        self._side.setVisible(state.get("side_shown") is not False)

    def _on_moved(self) -> None:
        self._chosen = True
        self._late.start()

    def _side_top_px(self) -> int:
        top = self._side.widget(0)
        hint_px = top.sizeHint().height() if top is not None else 0
        return max(120, min(hint_px, self._window.height() * 2 // 5))


def _restored_geometry(window: QMainWindow, kept: object) -> bool:
    if not isinstance(kept, str):
        return False
    try:
        return window.restoreGeometry(QByteArray(b64decode(kept, validate=True)))
    except (Base64Error, ValueError):
        return False


def _sizes(kept: object, count: int) -> list[int]:
    """Return remembered sizes, or nothing when the file holds something else."""
    if isinstance(kept, list) and len(kept) == count and all(type(size) is int and 0 < size < 20_000 for size in kept):
        return kept
    return []
