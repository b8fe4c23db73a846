"""Paints one laid-out row; decides and measures nothing."""

from collections.abc import Sequence

from msgspec import Struct, field
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTextCharFormat, QTextLayout

from operator_console.desk.state import Delivery
from operator_console.ui.kit.icons import Icons
from operator_console.ui.kit.theme import Theme
from operator_console.ui.kit.transcript.parked import PILLS, SpotKind
from operator_console.ui.kit.transcript.row_layout import MARGIN_PX, RADIUS_PX, TICK_PX, RowLayout, Spot
from operator_console.ui.kit.transcript.rows import RowKind
from operator_console.ui.kit.transcript.shown_text import shown_text
from operator_console.ui.kit.transcript.words import translate

_WAITING = frozenset({Delivery.QUEUED, Delivery.IN_FLIGHT, Delivery.SLOW})
_CHECK = ((-4.2, 0.2), (-1.3, 3.0), (4.0, -3.4))


class RowState(Struct):
    """What a row looks like at this moment, beside its layout.

    Attributes:
        selected: Part of the text that is selected, in UTF-16 units, or None.
        marks: Parts found by a search; the current one is `mark`.
        spot: Index of the spot with the keyboard's focus, or None.
        hovered: Index of the spot under the pointer, or None.
        picture: None while it is being loaded.
        picture_failed: It cannot be shown.
    """

    selected: tuple[int, int] | None = None
    marks: Sequence[tuple[int, int]] = ()
    mark: tuple[int, int] | None = None
    spot: int | None = None
    hovered: int | None = None
    picture: QPixmap | None = None
    picture_failed: bool = False


_NOTHING = RowState()


class RowPainter(Struct):
    """Paints rows in the theme's colours."""

    theme: Theme
    icons: Icons
    ratio: float = 1.0
    _formats: dict[str, QTextCharFormat] = field(default_factory=dict)

    def refresh(self) -> None:
        """Forget colours of the old theme."""
        self._formats.clear()

    def paint(self, painter: QPainter, layout: RowLayout, at: QPointF, width_px: int, state: RowState | None) -> None:
        """Paint `layout` with its origin at `at`; `state` None is an unselected row at rest."""
        state = state or _NOTHING
        painter.translate(at)
        if layout.row.kind is RowKind.NEW:
            self._new_line(painter, layout, width_px)
        else:
            if layout.bubble is not None:
                self._bubble(painter, layout, layout.bubble, state)
            if layout.text is not None:
                painter.setPen(self.theme.colour(layout.ink[0]))
                # Only lines in sight: a mark costs time in every line of a text that is one long word.
                sight = QRectF(painter.window()).translated(-at)
                layout.text.draw(painter, layout.text_at, self._selections(layout, state), sight)
            for index, spot in enumerate(layout.spots):
                self._spot(painter, layout, spot, focused=index == state.spot, hovered=index == state.hovered)
        painter.translate(-at)

    # ---------------------------------------------------------------------------------------------- parts

    def _new_line(self, painter: QPainter, layout: RowLayout, width_px: int) -> None:
        painter.setFont(self.theme.font(11, 600))
        across = painter.fontMetrics().horizontalAdvance(layout.label)
        y = layout.height - 8
        middle = width_px / 2
        painter.setPen(QPen(self.theme.colour("accent"), 1))
        painter.drawLine(QPointF(MARGIN_PX, y + 0.5), QPointF(middle - across / 2 - 10, y + 0.5))
        painter.drawLine(QPointF(middle + across / 2 + 10, y + 0.5), QPointF(width_px - MARGIN_PX, y + 0.5))
        painter.setPen(self.theme.colour("link"))
        painter.drawText(QRectF(0, y - 8, width_px, 16), Qt.AlignmentFlag.AlignCenter, layout.label)

    def _bubble(self, painter: QPainter, layout: RowLayout, bubble: QRectF, state: RowState) -> None:
        note = layout.fill == "note"
        entry = layout.row.entry
        waiting = entry is not None and entry.delivery in _WAITING
        painter.setPen(QPen(self.theme.colour("note_line"), 1) if note else Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(layout.fill))
        painter.setOpacity(0.82 if waiting and not note else 1.0)
        place = bubble.adjusted(0.5, 0.5, -0.5, -0.5) if note else bubble
        painter.drawRoundedRect(place, RADIUS_PX, RADIUS_PX)
        painter.setOpacity(1.0)
        if state.selected is not None and layout.text is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("focus"), 2))
            painter.drawRoundedRect(bubble.adjusted(1, 1, -1, -1), RADIUS_PX, RADIUS_PX)
        if note and layout.text is not None:
            lock = self.icons.pixmap("lock", 14, "note_dim", self.ratio)
            painter.drawPixmap(QPointF(bubble.left() + 12, layout.text_at.y() + 2), lock)
        if layout.picture is not None:
            self._picture(painter, layout.picture, state)
        if layout.file is not None:
            self._file(painter, layout, layout.file)
        if layout.card is not None:
            self._card(painter, layout, layout.card)
        if layout.shown.cut and not layout.shown.can_grow:
            self._line(painter, layout, layout.label)
        self._meta(painter, layout)
        if layout.reason:
            self._reason(painter, layout)

    def _picture(self, painter: QPainter, place: QRectF, state: RowState) -> None:
        if state.picture is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            shape = _rounded(place, 8)
            painter.setClipPath(shape)
            painter.drawPixmap(place, state.picture, QRectF(state.picture.rect()))
            painter.restore()
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("chip"))
        painter.drawRoundedRect(place, 8, 8)
        middle = place.center()
        icon = "circle-alert" if state.picture_failed else "image"
        painter.drawPixmap(QPointF(middle.x() - 10, middle.y() - 18), self.icons.pixmap(icon, 20, "dim", self.ratio))
        words = (
            translate("Transcript", "Not available") if state.picture_failed else translate("Transcript", "Loading…")
        )
        painter.setPen(self.theme.colour("dim"))
        painter.setFont(self.theme.font(11))
        painter.drawText(QRectF(place.left(), middle.y() + 4, place.width(), 18), Qt.AlignmentFlag.AlignCenter, words)

    def _file(self, painter: QPainter, layout: RowLayout, place: QRectF) -> None:
        entry = layout.row.entry
        if entry is None or entry.message.attachment is None:
            return
        ink, dim = layout.ink
        icon = "film" if entry.message.attachment.is_video else "file-text"
        painter.drawPixmap(QPointF(place.left(), place.top() + 8), self.icons.pixmap(icon, 24, dim, self.ratio))
        painter.setFont(self.theme.font(13, 600))
        painter.setPen(self.theme.colour(ink))
        room = QRectF(place.left() + 34, place.top() + 2, place.width() - 34, 19)
        name = shown_text(entry.message.attachment.name, expanded=False).text.replace("\n", " ")
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(self.theme.font(11))
        painter.setPen(self.theme.colour(dim))
        room.moveTop(place.top() + 20)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, layout.label)
        across = painter.fontMetrics().horizontalAdvance(layout.label)
        save = self.icons.pixmap("download", 13, dim, self.ratio)
        painter.drawPixmap(QPointF(room.left() + across + 6, room.top() + 3), save)

    def _card(self, painter: QPainter, layout: RowLayout, place: QRectF) -> None:
        ink, dim = layout.ink
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(dim))
        painter.drawRect(QRectF(place.left(), place.top() + 2, 3, place.height() - 4))
        sign = self.icons.pixmap("book-open", 18, dim, self.ratio)
        painter.drawPixmap(QPointF(place.left() + 10, place.top() + 10), sign)
        room = QRectF(place.left() + 36, place.top() + 1, place.width() - 36, 19)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        for words, font, colour in zip(
            layout.card_words, (self.theme.font(13, 600), self.theme.font(11)), (ink, dim), strict=True
        ):
            painter.setFont(font)
            painter.setPen(self.theme.colour(colour))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, flags, shown)
            room.translate(0, 18)

    def _line(self, painter: QPainter, layout: RowLayout, words: str) -> None:
        if layout.text is None:
            return
        painter.setFont(self.theme.font(11, italic=True))
        painter.setPen(self.theme.colour(layout.ink[1]))
        y = layout.text_at.y() + layout.text.lineCount() * 19 + 14
        painter.drawText(QPointF(layout.text_at.x(), y), words)

    def _meta(self, painter: QPainter, layout: RowLayout) -> None:
        meta = layout.meta
        if meta is None:
            return
        painter.setFont(self.theme.font(10))
        dim = self.theme.colour(layout.ink[1])
        painter.setPen(dim)
        room = QRectF(meta.rect)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(room, flags, meta.before)
        room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(meta.before))
        if meta.delivery is not None:
            centre = QPointF(room.left() + 4 + TICK_PX / 2, room.center().y())
            self._ticks(painter, meta.delivery, centre, dim, layout.fill)
            room.setLeft(room.left() + 4 + TICK_PX)
        painter.setPen(dim)
        painter.drawText(room, flags, meta.behind)

    def _ticks(self, painter: QPainter, delivery: Delivery, centre: QPointF, dim: QColor, fill: str) -> None:
        ink = QColor(dim)
        if delivery is Delivery.READ and fill == "bubble_agent":
            ink = QColor("#8df5c3")  # read stands out on the agent's blue in both themes; shape says it too
        width = 1.8 if delivery is Delivery.READ else 1.3
        round_pen = QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(round_pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if delivery is Delivery.PARKED:
            painter.drawPixmap(centre - QPointF(6, 6), self.icons.pixmap("triangle-alert", 12, ink.name(), self.ratio))
        elif delivery in {Delivery.QUEUED, Delivery.SLOW}:
            painter.drawEllipse(centre, 4.6, 4.6)
            painter.drawPolyline(QPolygonF([centre + QPointF(0, -2.6), centre, centre + QPointF(2.2, 1.2)]))
        elif delivery is Delivery.IN_FLIGHT:
            for x in (-4.0, 0.0, 4.0):
                painter.drawPoint(centre + QPointF(x, 1))
        elif delivery is Delivery.STORED:
            painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in _CHECK]))
        else:
            for shift in (-2.4, 2.4):
                painter.drawPolyline(QPolygonF([centre + QPointF(x + shift, y) for x, y in _CHECK]))

    def _reason(self, painter: QPainter, layout: RowLayout) -> None:
        painter.setFont(self.theme.font(11, 500))
        painter.setPen(self.theme.colour("bad_text"))
        room = layout.reason_rect
        metrics = painter.fontMetrics()
        words = metrics.elidedText(layout.reason, Qt.TextElideMode.ElideRight, int(room.width()) - 20)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        sign = self.icons.pixmap("triangle-alert", 14, "bad_text", self.ratio)
        painter.drawPixmap(QPointF(room.right() - metrics.horizontalAdvance(words) - 19, room.top() + 2), sign)

    def _spot(self, painter: QPainter, layout: RowLayout, spot: Spot, *, focused: bool, hovered: bool) -> None:
        if spot.kind in PILLS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("chip_hover" if hovered else "chip"))
            painter.drawRoundedRect(spot.rects[0], 8, 8)
            painter.setFont(self.theme.font(11, 600))
            painter.setPen(self.theme.colour("text"))
            painter.drawText(spot.rects[0], Qt.AlignmentFlag.AlignCenter, spot.words)
        elif spot.kind is SpotKind.MORE:
            font = self.theme.font(13, 600)
            painter.setFont(font)
            painter.setPen(self.theme.colour("link" if layout.fill == "bubble_visitor" else layout.ink[0]))
            painter.drawText(spot.rects[0], Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, spot.words)
        if focused:
            own = layout.fill == "bubble_agent" and spot.kind not in PILLS
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("bubble_agent_text" if own else "focus"), 2))
            for rect in spot.rects:
                painter.drawRoundedRect(rect.adjusted(-2, 0, 2, 0), 5, 5)

    # --------------------------------------------------------------------------------------------- ranges

    def _selections(self, layout: RowLayout, state: RowState) -> list[QTextLayout.FormatRange]:
        found = [_range(part, self._format("mark")) for part in state.marks]
        if state.mark is not None:
            found.append(_range(state.mark, self._format("mark_now")))
        if state.selected is not None and state.selected[1] > state.selected[0]:
            kind = "selected_own" if layout.fill == "bubble_agent" else "selected"
            found.append(_range(state.selected, self._format(kind)))
        return found

    def _format(self, kind: str) -> QTextCharFormat:
        style = self._formats.get(kind)
        if style is None:
            back, ink = {
                "mark": ("mark", "mark_text"),
                "mark_now": ("warn", "on_signal"),
                "selected": ("accent", "accent_text"),
                "selected_own": ("bubble_agent_dim", "bubble_agent"),
            }[kind]
            style = QTextCharFormat()
            style.setBackground(self.theme.colour(back))
            style.setForeground(self.theme.colour(ink))
            self._formats[kind] = style
        return style


def _range(part: tuple[int, int], style: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = part[0], part[1] - part[0], style
    return found


def _rounded(place: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(place, radius, radius)
    return path
