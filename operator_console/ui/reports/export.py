"""A report as a file: a table for spreadsheets, or pages of paper with the charts; asks nobody."""

import csv
import io
from collections.abc import Sequence
from html import escape
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QMarginsF, QRectF, QSizeF, QUrl
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from operator_console.domain.spreadsheets import safe_cell
from operator_console.ui.reports.charts.base import Chart
from operator_console.ui.reports.grid import Cell, Column

PICTURE_WIDTH, PICTURE_HEIGHT = 640, 240
SHARPNESS = 2
MOST_COLUMNS = 9
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
    """Return the report as a document: names from outside escaped, pictures our own, nothing loaded from elsewhere."""
    document = QTextDocument()
    parts = [
        f"<h2>{escape(paper.title)}</h2>",
        f"<p>{escape(paper.subject)}<br>{escape(paper.period)}</p>",
    ]
    for number, (chart, rule) in enumerate(paper.charts):
        address = f"chart:{number}"
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(address), _picture(chart))
        parts.append(f"<h4>{escape(chart.title)}</h4>")
        parts.append(f'<p><img src="{address}" width="480" height="180"><br><small>{escape(rule)}</small></p>')
    parts += [_table(paper, start) for start in range(1, len(paper.columns), MOST_COLUMNS)]
    parts += [f"<p><small><b>{escape(title)}</b>: {escape(rule)}</small></p>" for title, rule in paper.rules]
    document.setDefaultStyleSheet("body, td, th, p { font-size: 8pt; color: #000000; }")
    document.setHtml("".join(parts))
    return document


def _table(paper: Paper, start: int) -> str:
    places = [0, *range(start, min(len(paper.columns), start + MOST_COLUMNS))]
    head = "".join(f"<th align='left'>{escape(paper.columns[place].title)}</th>" for place in places)
    lines = [f"<tr>{head}</tr>"]
    for row in (*paper.rows, paper.together):
        cells = (f"<td align='{'left' if place == 0 else 'right'}'>{escape(row[place].words)}</td>" for place in places)
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table width='100%' cellpadding='2' border='0.5' cellspacing='0'>{''.join(lines)}</table><p></p>"


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
