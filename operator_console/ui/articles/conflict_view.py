"""Two people saved one article: both texts side by side and what can be done about it; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from operator_console.ui.articles.diff_view import DiffView
from operator_console.ui.articles.differences import DiffLine
from operator_console.ui.kit.buttons import primary_button, quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel

Row = tuple[DiffLine | None, DiffLine | None]


class ConflictView(QFrame):
    """Theirs at the left, mine at the right, level with each other and scrolled together.

    Signals:
        theirs_requested: Go on with what the other one saved.
        mine_requested: Save mine on top of it.
        merge_requested: Write on, with theirs beside it.
    """

    theirs_requested = Signal()
    mine_requested = Signal()
    merge_requested = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign = QLabel(self)
        self._context = context
        self._words = PlainLabel("", self, wrap=True)
        self._words.setObjectName("conflict_words")
        self._left = PlainLabel("", self)
        self._left.setProperty("role", "caption")
        self._right = PlainLabel(self.tr("WHAT YOU WROTE"), self)
        self._right.setProperty("role", "caption")
        self.theirs = DiffView(context, "conflict_theirs", self.tr("What was saved meanwhile"), self)
        self.mine = DiffView(context, "conflict_mine", self.tr("What you wrote"), self)
        self._take = quiet_button(self.tr("Take theirs"), "conflict_take", self)
        self._keep = quiet_button(self.tr("Keep mine"), "conflict_keep", self)
        self._merge = primary_button(self.tr("Merge by hand"), "conflict_merge", self)
        self._place_parts()
        self._draw_sign()
        context.theme.changed.connect(self._draw_sign)
        self._take.clicked.connect(self.theirs_requested)
        self._keep.clicked.connect(self.mine_requested)
        self._merge.clicked.connect(self.merge_requested)
        left, right = self.theirs.verticalScrollBar(), self.mine.verticalScrollBar()
        left.valueChanged.connect(right.setValue)
        right.valueChanged.connect(left.setValue)

    def show_conflict(self, words: str, author: str, rows: Sequence[Row], *, gone: bool) -> None:
        """Show both.

        Args:
            words: What happened.
            author: Who saved the other one; from outside.
            rows: The two columns.
            gone: The article was taken away; there is nothing to merge with.
        """
        self._words.setText(words)
        caption = self.tr("TAKEN AWAY") if gone else self.tr("SAVED BY %1").replace("%1", author)
        self._left.setText(caption)
        self.theirs.show_lines([left for left, _right in rows])
        self.mine.show_lines([right for _left, right in rows])
        self._merge.setVisible(not gone)

    def focus_first(self) -> None:
        """Put the focus on the choice that loses nothing."""
        target = self._merge if not self._merge.isHidden() else self._keep
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_sign(self) -> None:
        pixmap = self._context.icons.pixmap("triangle-alert", 18, "warn_text", self.devicePixelRatioF())
        self._sign.setPixmap(pixmap)

    def _place_parts(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 10)
        head.setSpacing(10)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._words, 1)
        for button in (self._take, self._keep, self._merge):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        sides = QHBoxLayout()
        sides.setSpacing(1)
        for caption, text in ((self._left, self.theirs), (self._right, self.mine)):
            side = QVBoxLayout()
            side.setSpacing(4)
            caption.setContentsMargins(16, 0, 16, 0)
            side.addWidget(caption)
            side.addWidget(text, 1)
            sides.addLayout(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(sides, 1)
