"""Today's figures as cards in one strip: everything, then each site or department; counts nothing."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.team.rows import Sums, is_late
from operator_console.ui.team.words import counts_words, queue_words, share_words

MAX_CARDS = 24
STRIP_PX = 86
CARD_PX = 290
"""Takes the Dutch words of a late day; three cards fit in the smallest window."""


class FigureCard(QFrame):
    """One site's or department's day in three lines."""

    def __init__(self, context: UiContext, parent: QWidget, *, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("wall_figure")
        self.setProperty("surface", "bg")
        self._name = PlainLabel("", self)
        self._share = PlainLabel("", self)
        self._queue = PlainLabel("", self)
        self._counts = PlainLabel("", self)
        self._share.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._name.setFont(context.theme.font(11 * scale, 700))
        self._share.setFont(context.theme.font(14 * scale, 700, tabular=True))
        self._queue.setFont(context.theme.font(12 * scale, 500, tabular=True))
        self._counts.setFont(context.theme.font(11 * scale, tabular=True))
        for quiet in (self._name, self._counts):
            quiet.setProperty("role", "dim")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 7, 12, 7)
        column.setSpacing(1)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._name, 1)
        first.addWidget(self._share)
        column.addLayout(first)
        column.addWidget(self._queue)
        column.addWidget(self._counts)
        self.setMinimumWidth(round(CARD_PX * scale))

    def show_sums(self, sums: Sums, now: datetime) -> None:
        """Show a day."""
        name = clean_line(sums.name, 60)
        share = share_words(sums, self._context.locale)
        queue, counts = queue_words(sums, now), counts_words(sums, self._context.locale)
        for label, words in ((self._name, name), (self._share, share), (self._queue, queue), (self._counts, counts)):
            if label.whole_text != words:
                label.setText(words)
        late = sums.longest is not None and is_late(sums.longest, now)
        role = "bad" if late else "plain"
        if self._queue.property("role") != role:
            self._queue.setProperty("role", role)
            self._queue.style().unpolish(self._queue)
            self._queue.style().polish(self._queue)
        self.setAccessibleName(f"{name}: {share}. {queue}. {counts}")


class FigureStrip(QScrollArea):
    """The cards side by side."""

    def __init__(self, context: UiContext, parent: QWidget, *, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._context = context
        self._scale = scale
        self._cards: list[FigureCard] = []
        self.setObjectName("wall_figures")
        self.setAccessibleName(self.tr("Today's figures"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(round(STRIP_PX * scale) + 12)
        self._inside = QWidget(self)
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self.setWidget(self._inside)

    def show_sums(self, sums: Sequence[Sums], now: datetime) -> None:
        """Show these days, the first ones when there are too many to read."""
        shown = sums[:MAX_CARDS]
        while len(self._cards) > len(shown):
            self._cards.pop().deleteLater()
        while len(self._cards) < len(shown):
            card = FigureCard(self._context, self._inside, scale=self._scale)
            self._row.insertWidget(len(self._cards), card)
            self._cards.append(card)
        for card, one in zip(self._cards, shown, strict=True):
            card.show_sums(one, now)
