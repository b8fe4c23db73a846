"""Earlier revisions of an article: who, when, what was different, and putting one back; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from operator_console.domain.articles import ArticleRevision
from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.diff_view import DiffView
from operator_console.ui.articles.differences import DiffLine
from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import moment_words


class HistoryView(QFrame):
    """Revisions at the left, newest first; at the right what differs from what is written now.

    Signals:
        chosen: Number of a revision to compare.
        restore_requested: Number of the revision to put back.
    """

    chosen = Signal(int)
    restore_requested = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._history: tuple[ArticleRevision, ...] = ()
        self.list = QListWidget(self)
        self.list.setObjectName("revisions")
        self.list.setAccessibleName(self.tr("Revisions, newest first"))
        self.list.setWordWrap(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row)
        self._words = PlainLabel("", self, wrap=True)
        self._words.setObjectName("revision_words")
        self._words.setProperty("role", "dim")
        self._restore = quiet_button(self.tr("Put this one back"), "revision_restore", self)
        self._restore.clicked.connect(self._on_restore)
        self.diff = DiffView(context, "revision_diff", self.tr("Differences with what is written now"), self)
        self._place_parts()

    @property
    def number(self) -> int:
        """The marked revision, 0 when there is none."""
        row = self.list.currentRow()
        return self._history[row].number if 0 <= row < len(self._history) else 0

    def show_history(self, history: Sequence[ArticleRevision]) -> None:
        """List these revisions and mark the newest."""
        if tuple(history) == self._history:
            return
        self._history = tuple(history)
        self.list.blockSignals(True)
        self.list.clear()
        for revision in self._history:
            self.list.addItem(QListWidgetItem(self._line(revision)))
        self.list.blockSignals(False)
        self.diff.show_lines(())
        self._show_words("")
        if self._history:
            self.list.setCurrentRow(0)

    def show_differences(self, number: int, lines: Sequence[DiffLine], *, different: bool) -> None:
        """Show what differs from revision `number`."""
        if number != self.number:
            return
        words = (
            self.tr("Revision %1 (−) compared with what is written now (+)")
            if different
            else self.tr("Revision %1 is what is written now")
        )
        self._show_words(words.replace("%1", str(number)), can_restore=different)
        self.diff.show_lines(lines)

    def show_failure(self) -> None:
        """Say that the revision could not be had."""
        self._show_words(self.tr("This revision cannot be had now."))
        self.diff.show_lines(())

    def _line(self, revision: ArticleRevision) -> str:
        parts = [f"{revision.number} · {moment_words(revision.at, self._context.locale)}"]
        who = clean_line(revision.by, 60) or self.tr("import")
        if revision.removed:
            parts.append(self.tr("%1 took it away").replace("%1", who))
        elif revision.published:
            parts.append(self.tr("%1 published it").replace("%1", who))
        else:
            parts.append(self.tr("%1, draft").replace("%1", who))
        if revision.remark:
            parts.append(f"“{clean_line(revision.remark, 200)}”")
        return "\n".join(parts)

    def _show_words(self, words: str, *, can_restore: bool = False) -> None:
        self._words.setText(words)
        self._restore.setEnabled(can_restore)

    def _on_row(self, _row: int) -> None:
        if self.number:
            self._show_words(self.tr("Loading…"))
            self.chosen.emit(self.number)

    def _on_restore(self) -> None:
        if self.number:
            self.restore_requested.emit(self.number)

    def _place_parts(self) -> None:
        right = QWidget(self)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.setSpacing(10)
        head.addWidget(self._words, 1)
        head.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.diff, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([260, 800])
        split.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)
