"""Tiles with today's figures: name, number, of how many, and the rule; decides nothing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

NARROWEST_PX = 172
MOST_ACROSS = 5


class TileWords(Struct, frozen=True):
    """What one tile says."""

    id: str
    title: str
    value: str
    of: str
    rule: str


class Tile(QFrame):
    """One figure."""

    def __init__(self, context: "UiContext", name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"tile_{name}")
        self.setProperty("surface", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(1)
        self._title = PlainLabel("", self)
        self._value = PlainLabel("", self)
        self._value.setFont(context.theme.font(22, 600, tabular=True))
        self._of = PlainLabel("", self)
        self._rule = PlainLabel("", self, wrap=True)
        for label in (self._of, self._rule):
            label.setProperty("role", "dim")
        self._rule.setFont(context.theme.font(11))
        for label in (self._title, self._value, self._of, self._rule):
            column.addWidget(label)
        column.addStretch(1)

    def show_words(self, words: TileWords) -> None:
        """Show a figure."""
        self._title.setText(words.title)
        self._value.setText(words.value)
        self._of.setText(words.of)
        self._rule.setText(words.rule)
        self.setAccessibleName(f"{words.title}: {words.value} {words.of}".strip())
        self.setAccessibleDescription(words.rule)


class Tiles(QWidget):
    """All of them, as many side by side as there is room for."""

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._tiles: dict[str, Tile] = {}
        self._order: list[Tile] = []
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def show_tiles(self, tiles: Sequence[TileWords]) -> None:
        """Show these, in this order."""
        order = []
        for words in tiles:
            tile = self._tiles.get(words.id)
            if tile is None:
                tile = self._tiles[words.id] = Tile(self._context, words.id, self)
                tile.show()
            tile.show_words(words)
            order.append(tile)
        if order != self._order:
            self._order, self._across = order, 0
            self.arrange(self.width())

    def arrange(self, width_px: int) -> None:
        """Place them for a width."""
        across = min(max(1, (width_px + 8) // (NARROWEST_PX + 8)), MOST_ACROSS)
        if across == self._across:
            return
        self._across = across
        for tile in self._order:
            self._grid.removeWidget(tile)
        for number, tile in enumerate(self._order):
            self._grid.addWidget(tile, number // across, number % across)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
