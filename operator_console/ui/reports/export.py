"""A report as a file: a table for spreadsheets, or pages of paper with the charts; asks nobody."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QMarginsF, QRectF, QSizeF, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)

from operator_console.domain.spreadsheets import safe_cell
from operator_console.ui.reports.charts.base import Chart
from operator_console.ui.reports.grid import Cell, Column

PICTURE_WIDTH, PICTURE_HEIGHT = 640, 240
SHARPNESS = 2
TEXT_PT = 9.0
MOST_COLUMNS = 8
"""On paper; further columns stand in a further table."""


class Paper(Struct, frozen=True):
    """What goes on paper.

    Attributes:
        subject: Whose figures, of which sites.
        charts: Each with its rule.
        rules: Title and rule of every figure in the table.
    """

    title: str
    subject: str
    period: str
    charts: tuple[tuple[Chart, str], ...]
    columns: Sequence[Column]
    rows: Sequence[tuple[Cell, ...]]
    together: tuple[Cell, ...]
    rules: Sequence[tuple[str, str]]


def table_csv(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> bytes:
    """Return rows for spreadsheets: numbers as numbers, nothing that a spreadsheet would run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(column.title) for column in columns])
    for row in rows:
        values = (_number(cell) for cell in row[1:])
        writer.writerow([safe_cell(row[0].words), *values])
    return out.getvalue().encode("utf-8-sig")


def write_pdf(path: Path, paper: Paper) -> bool:
    """Write the report on A4; False when the file cannot be written."""
    try:
        path.open("wb").close()
    except OSError:
        return False
    writer = QPdfWriter(str(path))
    writer.setTitle(paper.title)
    margins = QMarginsF(14, 14, 14, 14)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    document = paper_document(paper)
    document.print_(writer)
    del writer
    return path.exists() and path.stat().st_size > 0


def paper_document(paper: Paper) -> QTextDocument:
    """Return the report as a document, written piece by piece as plain text: names from outside are never markup."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    _write(cursor, paper.title, size_pt=15, bold=True)
    _write(cursor, paper.subject)
    _write(cursor, paper.period)
    for number, (chart, rule) in enumerate(paper.charts):
        _write(cursor, chart.title, size_pt=10, bold=True)
        place = QTextImageFormat()
        place.setName(f"chart:{number}")
        place.setWidth(PICTURE_WIDTH * 0.75)
        place.setHeight(PICTURE_HEIGHT * 0.75)
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(place.name()), _picture(chart))
        cursor.insertImage(place)
        cursor.insertBlock()
        _write(cursor, rule, size_pt=7)
    for start in range(1, len(paper.columns), MOST_COLUMNS):
        _table(cursor, paper, start)
    for title, rule in paper.rules:
        _write(cursor, f"{title}: {rule}", size_pt=7)
    return document


def _write(cursor: QTextCursor, words: str, *, size_pt: float = TEXT_PT, bold: bool = False) -> None:
    """Write a paragraph."""
    cursor.insertText(words, _format(size_pt, bold=bold))
    cursor.insertBlock()


def _format(size_pt: float, *, bold: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontPointSize(size_pt)
    look.setForeground(QColor("black"))
    if bold:
        look.setFontWeight(QFont.Weight.DemiBold)
    return look


def _table(cursor: QTextCursor, paper: Paper, start: int) -> None:
    places = [0, *range(start, min(len(paper.columns), start + MOST_COLUMNS))]
    rows = (*paper.rows, paper.together)
    look = QTextTableFormat()
    look.setCellPadding(2)
    look.setCellSpacing(0)
    look.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table = cursor.insertTable(len(rows) + 1, len(places), look)
    for column, place in enumerate(places):
        table.cellAt(0, column).firstCursorPosition().insertText(paper.columns[place].title, _format(7, bold=True))
        for number, row in enumerate(rows, 1):
            table.cellAt(number, column).firstCursorPosition().insertText(row[place].words, _format(7))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()


def _picture(chart: Chart) -> QImage:
    size = QSizeF(PICTURE_WIDTH, PICTURE_HEIGHT)
    image = QImage((size * SHARPNESS).toSize(), QImage.Format.Format_RGB32)
    # In the colours of the theme in force, so that a dark chart stays readable on white paper.
    image.fill(QColor(chart.context.theme.colour("panel")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(SHARPNESS, SHARPNESS)
    chart.paint(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return image


def _number(cell: Cell) -> str:
    if isinstance(cell.order, float):
        return f"{cell.order:.4f}".rstrip("0").rstrip(".")
    return ""
