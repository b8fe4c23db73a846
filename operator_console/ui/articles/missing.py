"""Questions for which nothing good was found, each with "write it" and "close"; decides nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QLocale, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from operator_console.domain.articles import MissingArticle
from operator_console.domain.ids import SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import primary_button, quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import plain_tooltip
from operator_console.ui.kit.words import date_words, language_words

ROW_PX = 52
Index = QModelIndex | QPersistentModelIndex


class MissingRole(IntEnum):
    """What the delegate reads beside Qt's own roles."""

    LINE = Qt.ItemDataRole.UserRole + 1
    """The `MissingArticle`."""
    WHERE = Qt.ItemDataRole.UserRole + 2
    """Site, language, who reported it and when, in words."""


class MissingModel(QAbstractListModel):
    """The questions, most asked first."""

    def __init__(self, locale: QLocale, parent: QWidget) -> None:
        super().__init__(parent)
        self._locale = locale
        self._lines: tuple[MissingArticle, ...] = ()
        self._sites: Mapping[SiteId, str] = {}

    def show_lines(self, lines: Sequence[MissingArticle], sites: Mapping[SiteId, str]) -> None:
        """Become these."""
        if (tuple(lines), sites) != (self._lines, self._sites):
            self.beginResetModel()
            self._lines, self._sites = tuple(lines), sites
            self.endResetModel()

    def line_at(self, index: Index) -> MissingArticle | None:
        """Return the question of an index, or None."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.line_at(index)
        if line is None:
            return None
        if role == MissingRole.LINE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return clean_line(line.question, 500)
        if role in {MissingRole.WHERE, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return self._where(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(line.question)
        return None

    def _where(self, line: MissingArticle) -> str:
        day: date | None = line.at.astimezone().date() if line.at is not None else None
        parts = (
            self.tr("asked %n times", None, line.asked) if line.asked > 1 else "",
            clean_line(self._sites.get(line.site_id, ""), 40),
            language_words(line.language),
            self.tr("by %1").replace("%1", clean_line(line.by, 60)) if line.by else "",
            date_words(day, self._locale) if day is not None else "",
        )
        return " · ".join(part for part in parts if part)


class MissingDelegate(QStyledItemDelegate):
    """The question above, where and how often below."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._context.theme
        rect = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        width_px = rect.width() - 32
        for role, font, ink, top_px in (
            (Qt.ItemDataRole.DisplayRole, theme.font(13, 600), "text", 8),
            (MissingRole.WHERE, theme.font(12), "dim", 27),
        ):
            words = QFontMetrics(font).elidedText(str(index.data(role)), Qt.TextElideMode.ElideRight, int(width_px))
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            place = QRectF(rect.left() + 16, rect.top() + top_px, width_px, 18)
            painter.drawText(place, int(flags | Qt.TextFlag.TextSingleLine), words)
        painter.restore()


class MissingList(QFrame):
    """The list and, below it, what can be done with the marked question.

    Signals:
        write_requested, close_requested: The `MissingArticle`.
    """

    write_requested = Signal(object)
    close_requested = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = MissingModel(context.locale, self)
        self.list = QListView(self)
        self.list.setObjectName("missing_list")
        self.list.setAccessibleName(self.tr("Questions without an article"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(MissingDelegate(context, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.doubleClicked.connect(self._write)
        self.list.selectionModel().currentChanged.connect(self._show_possible)
        self.model.modelReset.connect(self._on_reset)
        context.theme.changed.connect(self.list.viewport().update)
        self._write_button = primary_button(self.tr("Write it"), "missing_write", self)
        self._close_button = quiet_button(self.tr("Close the question"), "missing_close", self)
        self._write_button.clicked.connect(self._write)
        self._close_button.clicked.connect(self._close_line)
        bar = QHBoxLayout()
        bar.setContentsMargins(16, 10, 16, 12)
        bar.setSpacing(8)
        bar.addWidget(self._write_button)
        bar.addWidget(self._close_button)
        bar.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addLayout(bar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write the marked one with Enter, close it with Delete."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._write()
        elif event.key() == Qt.Key.Key_Delete:
            self._close_line()
        else:
            super().keyPressEvent(event)

    def _on_reset(self) -> None:
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._show_possible()

    def _show_possible(self) -> None:
        possible = self.model.line_at(self.list.currentIndex()) is not None
        self._write_button.setEnabled(possible)
        self._close_button.setEnabled(possible)

    def _write(self) -> None:
        line = self.model.line_at(self.list.currentIndex())
        if line is not None:
            self.write_requested.emit(line)

    def _close_line(self) -> None:
        line = self.model.line_at(self.list.currentIndex())
        if line is not None:
            self.close_requested.emit(line)
