"""What a screen reader knows of a transcript: a list with one item per row; paints nothing."""

from typing import TYPE_CHECKING
from weakref import ref

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from operator_console.ui.kit.transcript.canvas import TranscriptCanvas


class RowItem(QAccessibleInterface):
    """One row; it is its key that counts, so it outlives paging."""

    def __init__(self, owner: "AccessibleTranscript", key: str) -> None:
        super().__init__()
        self._owner = owner
        self.row_key = key

    def isValid(self) -> bool:
        return self._owner.index_of(self.row_key) is not None

    def object(self) -> QObject | None:  # type: ignore[override]  # the stub forgets that there may be none
        return None

    def window(self) -> QWindow:
        return self._owner.window()

    def parent(self) -> QAccessibleInterface:
        return self._owner

    def child(self, _index: int) -> None:  # type: ignore[override]  # a row has no children
        return None

    def childAt(self, _x: int, _y: int) -> None:  # type: ignore[override]  # a row has no children
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def rect(self) -> QRect:
        return self._owner.rect_of(self.row_key)

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.readOnly = True
        return state

    def text(self, kind: QAccessible.Text) -> str:
        return self._owner.words_of(self.row_key) if kind is QAccessible.Text.Name else ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Keep the row as it is: it can only be read."""

    def foregroundColor(self) -> QColor:
        return self._owner.foregroundColor()

    def backgroundColor(self) -> QColor:
        return self._owner.backgroundColor()


class AccessibleTranscript(QAccessibleWidget):
    """The transcript as a list; it may outlive its view and then has no rows."""

    def __init__(self, view: "TranscriptCanvas") -> None:
        super().__init__(view, QAccessible.Role.List, view.accessibleName())
        self._weak = ref(view)
        self._items: dict[str, RowItem] = {}

    def _view(self) -> "TranscriptCanvas | None":
        view = self._weak()
        return view if view is not None and isValid(view) else None

    def _keys(self) -> list[str]:
        view = self._view()
        return [] if view is None else view.row_keys()

    def childCount(self) -> int:
        return len(self._keys())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # None outside, as Qt does
        keys = self._keys()
        if not 0 <= index < len(keys):
            return None
        key = keys[index]
        if key not in self._items:
            self._items[key] = RowItem(self, key)
        return self._items[key]

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        view = self._view()
        key = None if view is None else view.row_key_at_screen(x, y)
        index = None if key is None else self.index_of(key)
        return None if index is None else self.child(index)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        index = self.index_of(child.row_key) if isinstance(child, RowItem) else None
        return -1 if index is None else index

    def text(self, kind: QAccessible.Text) -> str:
        view = self._view()
        if view is not None and kind is QAccessible.Text.Name:
            return view.accessibleName()
        return view.accessibleDescription() if view is not None and kind is QAccessible.Text.Description else ""

    def index_of(self, key: str) -> int | None:
        """Return the place of a row, None when it is gone."""
        view = self._view()
        return None if view is None else view.row_index(key)

    def rect_of(self, key: str) -> QRect:
        """Return a row's place on the screen."""
        view = self._view()
        return QRect() if view is None else view.row_rect_on_screen(key)

    def words_of(self, key: str) -> str:
        """Return what a row says."""
        view = self._view()
        return "" if view is None else view.row_words(key)


def _interface_of(_class_name: str, found: QObject | None) -> QAccessibleInterface | None:
    from operator_console.ui.kit.transcript.canvas import TranscriptCanvas

    if not isinstance(found, TranscriptCanvas):
        return None
    return found.accessible_interface()


class _Factory:
    installed = False


def install_factory() -> None:
    """Let Qt ask us for the interface of a transcript; harmless when called again."""
    if not _Factory.installed:
        QAccessible.installFactory(_interface_of)
        _Factory.installed = True
