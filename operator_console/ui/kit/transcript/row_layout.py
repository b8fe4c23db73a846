"""Where everything of one row stands, for one width and theme; measures and hit-tests, paints nothing.

A row's origin is its top left corner over the whole width of the transcript. Nothing here takes rich text: a row's text
is laid out by a plain QTextLayout, in bounded time and height whatever it holds.
"""

from datetime import datetime

from msgspec import Struct, field
from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

from operator_console.desk.state import Delivery, Entry
from operator_console.domain.conversations import Attachment, AuthorKind, MessageKind
from operator_console.domain.late_pattern import late_pattern
from operator_console.domain.links import is_safe_url
from operator_console.ui.kit.theme import Theme
from operator_console.ui.kit.transcript.parked import SpotKind, parked_choices
from operator_console.ui.kit.transcript.rows import Row, RowKind
from operator_console.ui.kit.transcript.shown_text import ShownText, filled, folded_at, shown_text
from operator_console.ui.kit.transcript.words import author_words, file_name, state_words, system_words, translate
from operator_console.ui.kit.words import day_words, elapsed_words, park_words, size_words, time_words

MARGIN_PX = 20
GAP_PX = 8
PAD_X_PX = 12
PAD_Y_PX = 8
LINE_PX = 19
SMALL_LINE_PX = 16
META_PX = 17
RADIUS_PX = 14
BUBBLE_SHARE = 0.66
BUBBLE_MOST_PX = 760
PICTURE_MOST_PX = 280
PICTURE_LEAST_PX = 72
FILE_HEIGHT_PX = 38
PILL_PX = 24
TICK_PX = 16
FOLD_LINES = 30
COLLAPSED_HEIGHT_PX = 720

_RIGHT_TO_LEFT = late_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


class Spot(Struct):
    """A place in a row that can be pressed, also by keyboard.

    Attributes:
        words: What it says; for screen readers and pills.
        url: Of a link.
        rects: Its places, relative to the row.
    """

    kind: SpotKind
    words: str
    url: str = ""
    rects: list[QRectF] = field(default_factory=list)


class Meta(Struct):
    """The small line below a message: before the ticks, the ticks, behind them."""

    before: str = ""
    delivery: Delivery | None = None
    behind: str = ""
    rect: QRectF = field(default_factory=QRectF)


class RowLayout(Struct):
    """Geometry of one row, relative to its origin.

    Attributes:
        height: Of the row with its gap, in whole pixels.
        bubble: None for centred lines.
        text: None when the row has no text.
        shown: What of the text is shown.
        card: Of an article that the message shows, with its title and summary.
        ink: Theme colours of text and of the small line.
    """

    row: Row
    height: int = 0
    bubble: QRectF | None = None
    fill: str = ""
    ink: tuple[str, str] = ("text", "dim")
    text: QTextLayout | None = None
    text_at: QPointF = field(default_factory=QPointF)
    text_wide: float = 0.0
    shown: ShownText = field(default_factory=lambda: ShownText(text="", units=0))
    label: str = ""
    meta: Meta | None = None
    picture: QRectF | None = None
    file: QRectF | None = None
    card: QRectF | None = None
    card_words: tuple[str, str] = ("", "")
    reason: str = ""
    reason_rect: QRectF = field(default_factory=QRectF)
    spots: list[Spot] = field(default_factory=list)

    def offset_at(self, point: QPointF) -> int:
        """Return the text position nearest to `point`, in UTF-16 units."""
        if self.text is None or self.text.lineCount() == 0:
            return 0 if self.bubble is not None and point.x() < self.bubble.center().x() else self.shown.units
        place = point - self.text_at
        if place.y() < 0:
            return 0
        for index in range(self.text.lineCount()):
            line = self.text.lineAt(index)
            if place.y() < (index + 1) * line_height(self.row):
                return int(line.xToCursor(place.x()))
        return self.shown.units

    def over_text(self, point: QPointF) -> bool:
        """Tell whether `point` is on the row's text."""
        if self.text is None:
            return False
        height = self.text.lineCount() * line_height(self.row)
        return QRectF(self.text_at.x(), self.text_at.y(), self.text_wide, height).contains(point)

    def spot_at(self, point: QPointF) -> int | None:
        """Return the index of the spot at `point`."""
        for index, spot in enumerate(self.spots):
            if any(rect.contains(point) for rect in spot.rects):
                return index
        return None


def line_height(row: Row) -> int:
    """Return the distance of a row's lines, the same whatever letters they hold."""
    return LINE_PX if row.kind is RowKind.MESSAGE else SMALL_LINE_PX


def estimated_height(row: Row, width_px: int) -> int:
    """Return about how high a row will be, without laying it out."""
    if row.kind is not RowKind.MESSAGE or row.entry is None:
        return GAP_PX + SMALL_LINE_PX
    message = row.entry.message
    if message.attachment is not None:
        picture = message.attachment.is_picture
        return GAP_PX + 2 * PAD_Y_PX + META_PX + (200 if picture else FILE_HEIGHT_PX)
    per_line = max(10, int(width_px * BUBBLE_SHARE / 7))
    lines = min(20, 1 + len(message.text) // per_line + message.text.count("\n", 0, 2_000))
    return GAP_PX + 2 * PAD_Y_PX + META_PX + lines * LINE_PX


class RowLayouter:
    """Lays out rows for one width, theme, language and visitor."""

    def __init__(self, theme: Theme, locale: QLocale) -> None:
        self._theme = theme
        self._locale = locale
        self.width_px = 600
        self.visitor_name = ""
        self.refresh()

    def refresh(self) -> None:
        """Take fonts and colours of the theme anew."""
        self._font = self._theme.font()
        self._small = self._theme.font(11)
        self._metrics = QFontMetricsF(self._font)
        self._meta_metrics = QFontMetricsF(self._theme.font(10))
        self._small_metrics = QFontMetricsF(self._small)

    def layout(self, row: Row, *, expanded: bool, late: bool, progress: float | None = None) -> RowLayout:
        """Lay out one row; `progress` is the sent share of its file."""
        if row.kind is RowKind.MESSAGE and row.entry is not None:
            return self._message(row, row.entry, expanded=expanded, late=late, progress=progress)
        return self._centred(row)

    # -------------------------------------------------------------------------------------- centred lines

    def _centred(self, row: Row) -> RowLayout:
        layout = RowLayout(row, ink=("dim", "dim"))
        if row.kind is RowKind.NEW:
            layout.label = translate("Transcript", "New messages")
            layout.height = GAP_PX + SMALL_LINE_PX
            return layout
        if row.entry is None:
            words = day_words(row.day, datetime.now().astimezone().date(), self._locale)
        else:
            time = time_words(row.entry.message.sent_at, self._locale)
            words = f"{system_words(row.entry.message, self.visitor_name)} · {time}"
        layout.shown = shown_text(words, expanded=False)
        most = self.width_px - 2 * MARGIN_PX
        layout.text = self._text_layout(layout.shown, self._small, link_colour=None)
        natural = self._break_lines(layout.text, most, SMALL_LINE_PX, self._small_metrics)
        layout.text_at = QPointF(round((self.width_px - natural) / 2), GAP_PX)
        layout.text_wide = natural
        layout.height = GAP_PX + layout.text.lineCount() * SMALL_LINE_PX
        return layout

    # ------------------------------------------------------------------------------------------- messages

    def _message(self, row: Row, entry: Entry, *, expanded: bool, late: bool, progress: float | None) -> RowLayout:
        message = entry.message
        ours = message.author.kind is not AuthorKind.VISITOR
        human = message.author.kind is not AuthorKind.BOT  # the bot's stand on our side, and look like nobody's here
        note = message.kind is MessageKind.NOTE
        layout = RowLayout(row, fill="note" if note else "bubble_agent" if ours and human else "bubble_visitor")
        layout.ink = self._ink(note=note, ours=ours and human)
        most = min(int((self.width_px - 2 * MARGIN_PX) * BUBBLE_SHARE), BUBBLE_MOST_PX) - 2 * PAD_X_PX
        layout.meta = self._meta(entry, late=late, progress=progress)
        wide, y = self._attachment(layout, message.attachment, most)
        if message.values.get("article"):
            wide, y = self._card(layout, message.values, most, wide, y)
        indent = 20 if note else 0
        if message.text or message.attachment is None:
            colour = layout.ink[0] if ours and human else "link"
            layout.shown = shown_text(message.text, expanded=expanded)
            layout.text = self._text_layout(layout.shown, self._font, link_colour=colour)
            natural = self._break_lines(layout.text, most - indent, LINE_PX, self._metrics)
            if not expanded and layout.text.lineCount() > FOLD_LINES:
                layout.shown = folded_at(layout.shown, layout.text.lineAt(FOLD_LINES).textStart())
                layout.text = self._text_layout(layout.shown, self._font, link_colour=colour)
                natural = self._break_lines(layout.text, most - indent, LINE_PX, self._metrics)
            layout.text_at = QPointF(indent, y)
            layout.text_wide = natural
            y += layout.text.lineCount() * LINE_PX
            wide = max(wide, natural + indent)
        else:
            layout.shown = shown_text(file_name(entry), expanded=False)
        if layout.shown.cut:
            y, wide = self._more(layout, y, wide)
        meta_wide = self._meta_width(layout.meta)
        wide = min(float(most), max(wide, meta_wide))
        self._place(layout, wide, y, meta_wide, ours=ours)
        if entry.delivery is Delivery.PARKED:
            self._parked(layout, entry)
        elif entry.is_uploading:
            self._pills(layout, [(SpotKind.CANCEL, translate("Transcript", "Cancel"))], layout.height + 4.0)
        return layout

    def _place(self, layout: RowLayout, wide: float, y: float, meta_wide: float, *, ours: bool) -> None:
        """Give the bubble its place and move everything measured so far into it."""
        outer = -(-wide // 1) + 2 * PAD_X_PX
        left = self.width_px - MARGIN_PX - outer if ours else float(MARGIN_PX)
        top = float(GAP_PX)
        layout.bubble = QRectF(left, top, outer, y + META_PX + 2 * PAD_Y_PX - 1)
        by = QPointF(left + PAD_X_PX, top + PAD_Y_PX)
        layout.text_at += by
        for rect in (layout.picture, layout.file, layout.card):
            if rect is not None:
                rect.translate(by)
        for spot in layout.spots:
            for rect in spot.rects:
                rect.translate(by)
        if layout.meta is not None:
            right = left + outer - PAD_X_PX
            layout.meta.rect = QRectF(right - meta_wide, layout.bubble.bottom() - PAD_Y_PX - 13, meta_wide, 14)
        self._link_spots(layout)
        layout.height = int(layout.bubble.bottom() + 0.5)

    def _attachment(self, layout: RowLayout, attachment: Attachment | None, most: int) -> tuple[float, float]:
        if attachment is None:
            return 0.0, 0.0
        if attachment.is_picture:
            wide, high = picture_size(attachment, min(most, PICTURE_MOST_PX))
            layout.picture = QRectF(0, 0, wide, high)
            name = shown_text(attachment.name, expanded=False).text
            words = filled(translate("Transcript", "Open picture %1"), name)
            layout.spots.append(Spot(SpotKind.PICTURE, words, rects=[QRectF(layout.picture)]))
            return wide, high + 6
        name = shown_text(attachment.name, expanded=False).text.replace("\n", " ")
        size = size_words(attachment.size_bytes, self._locale)
        if attachment.duration_s:
            size = f"{size} · {elapsed_words(attachment.duration_s)}"
        name_wide = self._metrics.horizontalAdvance(name[:200])
        wide = min(float(most), max(140.0, name_wide, self._small_metrics.horizontalAdvance(size) + 20) + 44)
        layout.file = QRectF(0, 0, wide, FILE_HEIGHT_PX)
        layout.label = size
        words = filled(translate("Transcript", "Save %1, %2"), name, size)
        layout.spots.append(Spot(SpotKind.SAVE, words, rects=[QRectF(layout.file)]))
        return wide, float(FILE_HEIGHT_PX)

    def _card(self, layout: RowLayout, values: dict[str, str], most: int, wide: float, y: float) -> tuple[float, float]:
        """Put the article that the visitor sees as a card above the text; pressing it opens its address."""
        title, summary = (
            shown_text(values.get(name, ""), expanded=False).text.replace("\n", " ")[:200]
            for name in ("title", "summary")
        )
        layout.card_words = (title, summary)
        advance = max(self._metrics.horizontalAdvance(title), self._small_metrics.horizontalAdvance(summary)) + 44
        across = min(float(most), max(160.0, advance))
        layout.card = QRectF(0, y, across, FILE_HEIGHT_PX)
        url = values.get("url", "")
        if is_safe_url(url):
            words = filled(translate("Transcript", "Article: %1"), title)
            layout.spots.append(Spot(SpotKind.LINK, words, url, [QRectF(layout.card)]))
        return max(wide, across), y + FILE_HEIGHT_PX + 4

    def _more(self, layout: RowLayout, y: float, wide: float) -> tuple[float, float]:
        if not layout.shown.can_grow:
            layout.label = translate("Transcript", "The rest is too long to show; copying takes all of it")
            return y + LINE_PX, max(wide, self._small_metrics.horizontalAdvance(layout.label))
        words = translate("Transcript", "Show more")
        across = self._metrics.horizontalAdvance(words)
        spot = Spot(SpotKind.MORE, words, rects=[QRectF(layout.text_at.x(), y, across, LINE_PX)])
        layout.spots.append(spot)
        return y + LINE_PX, max(wide, layout.text_at.x() + across)

    def _parked(self, layout: RowLayout, entry: Entry) -> None:
        reason = entry.park_reason
        layout.reason = park_words(reason, entry.colleague) if reason else translate("Transcript", "Not sent")
        right = float(self.width_px - MARGIN_PX)
        layout.reason_rect = QRectF(MARGIN_PX, layout.height + 4.0, right - MARGIN_PX, 18)
        self._pills(layout, parked_choices(entry), layout.height + 26.0)

    def _pills(self, layout: RowLayout, choices: list[tuple[SpotKind, str]], y: float) -> None:
        """Put buttons side by side below the bubble, the last one at the right."""
        right = float(self.width_px - MARGIN_PX)
        for kind, words in reversed(choices):
            across = -(-self._small_metrics.horizontalAdvance(words) // 1) + 22
            right -= across
            layout.spots.append(Spot(kind, words, rects=[QRectF(right, y, across, PILL_PX)]))
            right -= 6
        layout.spots[-len(choices) :] = reversed(layout.spots[-len(choices) :])
        layout.height = int(y) + PILL_PX + 2

    def _meta(self, entry: Entry, *, late: bool, progress: float | None) -> Meta:
        message = entry.message
        before = time_words(message.sent_at, self._locale)
        if message.author.kind in {AuthorKind.AGENT, AuthorKind.BOT} and not entry.mine:
            before = f"{author_words(entry, self.visitor_name)} · {before}"
        if progress is not None and entry.delivery in {Delivery.IN_FLIGHT, Delivery.SLOW, Delivery.QUEUED}:
            before = f"{self._locale.toString(int(progress * 100))} % · {before}"
        ticked = message.author.kind is AuthorKind.AGENT and (
            message.kind is not MessageKind.NOTE or entry.delivery is not Delivery.STORED
        )
        behind = state_words(entry, late=late)
        return Meta(before, entry.delivery if ticked else None, f" · {behind}" if behind else "")

    def _meta_width(self, meta: Meta) -> float:
        wide = self._meta_metrics.horizontalAdvance(meta.before) + self._meta_metrics.horizontalAdvance(meta.behind)
        return -(-wide // 1) + (TICK_PX + 4 if meta.delivery is not None else 0)

    def _ink(self, *, note: bool, ours: bool) -> tuple[str, str]:
        if note:
            return "note_text", "note_dim"
        return ("bubble_agent_text", "bubble_agent_dim") if ours else ("bubble_visitor_text", "dim")

    # ----------------------------------------------------------------------------------------------- text

    def _text_layout(self, shown: ShownText, font: QFont, *, link_colour: str | None) -> QTextLayout:
        layout = QTextLayout(shown.text.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        if shown.links and link_colour is not None:
            layout.setFormats([_underlined(link.start, link.end, self._theme, link_colour) for link in shown.links])
        return layout

    def _break_lines(self, layout: QTextLayout, most: float, line_px: int, metrics: QFontMetricsF) -> float:
        """Break into lines of one distance and return the width that the text really takes."""
        natural = _lines(layout, most, line_px, metrics)
        text = layout.text()
        if not text.isascii() and _RIGHT_TO_LEFT.search(
            text
        ):  # such lines begin at the right end of the width they are given
            _lines(layout, natural, line_px, metrics)
        return natural

    def _link_spots(self, layout: RowLayout) -> None:
        if layout.text is None:
            return
        found = []
        for link in layout.shown.links:
            rects = _rects_of(layout.text, link.start, link.end, line_height(layout.row))
            for rect in rects:
                rect.translate(layout.text_at)
            found.append(Spot(SpotKind.LINK, link.url, link.url, rects))
        layout.spots[:0] = found


def picture_size(attachment: Attachment, most_px: int) -> tuple[float, float]:
    """Return the size a picture is shown at: as it is, at most `most_px` wide and high, never invisible."""
    wide, high = max(1, attachment.width_px or 1), max(1, attachment.height_px or 1)
    scale = min(1.0, most_px / wide, PICTURE_MOST_PX / high)
    return max(PICTURE_LEAST_PX, round(wide * scale)), max(PICTURE_LEAST_PX, round(high * scale))


def _lines(layout: QTextLayout, most: float, line_px: int, metrics: QFontMetricsF) -> float:
    baseline = (line_px - metrics.height()) / 2 + metrics.ascent()
    natural = 0.0
    index = 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(most)
        line.setPosition(QPointF(0, round(index * line_px + baseline - line.ascent())))
        natural = max(natural, line.naturalTextWidth())
        index += 1
    layout.endLayout()
    return min(most, -(-natural // 1))


def _rects_of(layout: QTextLayout, start: int, end: int, line_px: int) -> list[QRectF]:
    rects = []
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        first, last = line.textStart(), line.textStart() + line.textLength()
        if last <= start or first >= end:
            continue
        left, right = _x(line.cursorToX(max(first, start))), _x(line.cursorToX(min(last, end)))
        rects.append(QRectF(min(left, right), index * line_px, abs(right - left), line_px))
    return rects


def _x(found: object) -> float:
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]  # PySide gives (x, position)


def _underlined(start: int, end: int, theme: Theme, colour: str) -> QTextLayout.FormatRange:
    style = QTextCharFormat()
    style.setFontUnderline(True)
    style.setForeground(theme.colour(colour))
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = start, end - start, style
    return part
