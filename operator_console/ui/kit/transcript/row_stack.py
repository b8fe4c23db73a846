"""The rows of one transcript one below the other: lazy heights, where each row is, what is laid out; paints nothing.

Heights are estimated until a row comes near the screen, and layouts of far rows are let go again, so that time and
memory depend on what is visible and not on how long the chat is.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from itertools import accumulate

from operator_console.desk.state import Entry
from operator_console.ui.kit.transcript.row_layout import RowLayout, RowLayouter, estimated_height
from operator_console.ui.kit.transcript.rows import Row, RowKind, row_of, rows_of

KEEP_LAYOUTS = 300


class RowStack:
    """Rows with their heights.

    Attributes:
        rows: Oldest first.
        expanded: Keys of rows that show more of a long text.
        head_px: Room above the first row.
        foot_px: Room below the last one.
        unseen_px: How far above and below the screen rows are laid out too.
    """

    def __init__(self, layouter: RowLayouter, is_late: Callable[[int], bool]) -> None:
        self.rows: list[Row] = []
        self.expanded: set[str] = set()
        self.progress: dict[str, float] = {}
        self.head_px = 16
        self.foot_px = 16
        self._layouter = layouter
        self._is_late = is_late
        self._heights: list[int] = []
        self._layouts: dict[str, RowLayout] = {}
        self._tops: list[int] = []
        self._index: dict[str, int] | None = None
        self._stale = True

    # ------------------------------------------------------------------------------------------- contents

    def fill(self, rows: list[Row]) -> None:
        """Take these rows in place of all others; layouts of rows that are equal are kept."""
        kept = {row.key: layout for row in rows if (layout := self._layouts.get(row.key)) and layout.row == row}
        self.rows = rows
        self._layouts = kept
        wide = self._layouter.width_px
        self._heights = [kept[row.key].height if row.key in kept else estimated_height(row, wide) for row in rows]
        self._moved()

    def append(self, entries: Sequence[Entry], new_from: str | None = None) -> int:
        """Add entries below and return the index of the first new row."""
        first = len(self.rows)
        last_day: date | None = self.rows[-1].day if self.rows else None
        added = rows_of(entries, new_from=new_from, after=last_day)
        self.rows += added
        self._heights += [estimated_height(row, self._layouter.width_px) for row in added]
        self._moved()
        return first

    def prepend(self, entries: Sequence[Entry]) -> None:
        """Add older entries above; a day mark that now has its day's beginning above it goes."""
        added = rows_of(entries)
        drop = 1 if self.rows and added and _day_continues(added[-1], self.rows[0]) else 0
        if drop:
            self._layouts.pop(self.rows[0].key, None)
        self.rows = added + self.rows[drop:]
        wide = self._layouter.width_px
        self._heights = [estimated_height(row, wide) for row in added] + self._heights[drop:]
        self._moved()

    def update(self, entry: Entry) -> int | None:
        """Take a newer state of an entry and return its index, or None when it is not here."""
        index = self.index_of(entry.key)
        if index is None:
            return None
        self.rows[index] = row_of(entry)
        self.forget(index)
        return index

    def remove(self, keys: set[str]) -> None:
        """Take rows away."""
        rows = [row for row in self.rows if row.key not in keys]
        while rows and rows[-1].entry is None:
            rows.pop()
        self.fill(rows)

    def forget(self, index: int) -> None:
        """Lay this row out anew when it is next needed; its height stands until then."""
        self._layouts.pop(self.rows[index].key, None)

    def forget_all(self) -> None:
        """Lay everything out anew (width, theme or language changed)."""
        self._layouts.clear()
        wide = self._layouter.width_px
        self._heights = [estimated_height(row, wide) for row in self.rows]
        self._moved()

    # ------------------------------------------------------------------------------------------- geometry

    @property
    def total_px(self) -> int:
        """Height of everything, as far as it is known."""
        self._count()
        return self._tops[-1] + self.foot_px

    def index_of(self, key: str) -> int | None:
        """Return where the row of this key is."""
        if self._index is None:
            self._index = {row.key: index for index, row in enumerate(self.rows)}
        return self._index.get(key)

    def top(self, index: int) -> int:
        """Return the distance of a row's origin from the top of everything."""
        self._count()
        return self._tops[index]

    def at(self, y: float) -> int:
        """Return the index of the row at distance `y` from the top of everything, the nearest one outside."""
        self._count()
        return max(0, min(len(self.rows) - 1, bisect_right(self._tops, y) - 1))

    def laid_out(self, index: int) -> bool:
        """Tell whether the row's height is final."""
        return self.rows[index].key in self._layouts

    def layout(self, index: int) -> RowLayout:
        """Return the row's layout, made now when there is none."""
        row = self.rows[index]
        layout = self._layouts.get(row.key)
        if layout is None:
            layout = self._layouter.layout(
                row,
                expanded=row.key in self.expanded,
                late=self._is_late(index),
                progress=self.progress.get(row.key),
            )
            self._layouts[row.key] = layout
            if layout.height != self._heights[index]:
                self._heights[index] = layout.height
                self._stale = True
        return layout

    def settle_bottom(self, height_px: int) -> None:
        """Make heights final that show when the end is at the bottom of a screen of `height_px`."""
        y = height_px - self.foot_px
        for index in range(len(self.rows) - 1, -1, -1):
            if y <= 0:
                break
            y -= self.layout(index).height

    def settle_at(self, index: int, y: float, height_px: int) -> None:
        """Make heights final that show when row `index` begins at `y` on a screen of `height_px`."""
        below = y
        for place in range(index, len(self.rows)):
            if below >= height_px:
                break
            below += self.layout(place).height
        for place in range(index - 1, -1, -1):
            if y <= 0:
                break
            y -= self.layout(place).height

    def let_go(self, first: int, last: int) -> None:
        """Free layouts far away from the rows on screen when there are too many."""
        if len(self._layouts) <= KEEP_LAYOUTS:
            return
        near = {row.key for row in self.rows[max(0, first - 60) : last + 60]}
        self._layouts = {key: layout for key, layout in self._layouts.items() if key in near}

    def _moved(self) -> None:
        self._stale = True
        self._index = None

    def _count(self) -> None:
        if self._stale:
            self._tops = list(accumulate(self._heights, initial=self.head_px))
            self._stale = False

    def set_head(self, head_px: int) -> None:
        """Change the room above the first row."""
        self.head_px = head_px
        self._stale = True


def _day_continues(last_above: Row, first_below: Row) -> bool:
    return first_below.kind is RowKind.DAY and last_above.day == first_below.day
