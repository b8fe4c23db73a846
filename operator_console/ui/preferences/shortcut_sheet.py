"""All keys on one page, to look at, to print and to save as PDF."""

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QStandardPaths, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from operator_console.settings.file import Settings
from operator_console.ui.kit.buttons import KeyCap, quiet_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.shortcuts import ACTIONS, GROUPS, action_title, group_title, key_words, sequence_of

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from operator_console.ui.kit.context import UiContext

COLUMNS = (
    ("chats", "articles", "team", "street", "archive", "reports", "staffing", "setup"),
    ("conversation", "knowledge", "window"),
)


class ShortcutsDialog(SheetDialog):
    """The sheet; it always shows the keys in force."""

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(context, self.tr("Keyboard shortcuts"), parent, width_px=780)
        self.column.addWidget(self._area(), 1)
        self._saved = PlainLabel("", self, wrap=True)
        self._saved.setObjectName("sheet_result")
        self._saved.setProperty("role", "dim")
        self._saved.setVisible(False)
        self.column.addWidget(self._saved)
        line = QHBoxLayout()
        for words, name, icon, handler in (
            (self.tr("Print…"), "print_sheet", "printer", self._on_print),
            (self.tr("Save as PDF…"), "save_sheet", "save", self._on_save),
        ):
            button = quiet_button(words, name, self)
            context.icons.put(button, icon)
            button.clicked.connect(handler)
            line.addWidget(button)
        line.addStretch(1)
        self.column.addLayout(line)
        self.add_button("close", self.tr("Close"), "primary", default=True).setFocus()
        self.resize(800, 680)

    def write_pdf(self, path: Path) -> bool:
        """Write the sheet on one A4 page; False when the file cannot be written."""
        try:
            path.open("wb").close()
        except OSError:
            return False
        writer = QPdfWriter(str(path))
        writer.setTitle(self.tr("Keyboard shortcuts"))
        writer.setPageLayout(_a4())
        document = sheet_document(self.context.settings, self.tr("Operator Console: keyboard shortcuts"))
        document.print_(writer)
        del writer
        return path.exists() and path.stat().st_size > 0

    def _area(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("All keys"))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inner = QFrame(area)
        inner.setProperty("surface", "panel")
        across = QHBoxLayout(inner)
        across.setContentsMargins(0, 0, 10, 0)
        across.setSpacing(36)
        for groups in COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(2)
            for group in groups:
                column.addLayout(self._group(group, inner))
            column.addStretch(1)
            across.addLayout(column, 1)
        area.setWidget(inner)
        return area

    def _group(self, group: str, parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        heading = PlainLabel(group_title(group), parent)
        heading.setProperty("role", "group")
        grid.addWidget(heading, 0, 0, 1, 2)
        row = 1
        for entry in ACTIONS:
            if entry.group != group:
                continue
            cap = KeyCap(self.context, entry.id, parent)
            title = PlainLabel(action_title(entry.id), parent)
            title.setAccessibleName(f"{action_title(entry.id)}: {cap.text()}")
            grid.addWidget(title, row, 0)
            grid.addWidget(cap, row, 1, Qt.AlignmentFlag.AlignRight)
            row += 1
        return grid

    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name = Path(folder) / self.tr("keyboard-shortcuts.pdf")
        dialog = QFileDialog(self, self.tr("Save as PDF"), str(name), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    def _save_to(self, name: str) -> None:
        if self.write_pdf(Path(name)):
            self._say(self.tr("Saved as %1").replace("%1", name))
        else:
            self._say(self.tr("%1 could not be written. Choose another folder.").replace("%1", name))

    def _on_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self._say(self.tr("No printer is set up on this computer. You can save the sheet as PDF."))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(_a4())
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("Operator Console: keyboard shortcuts")
        dialog.accepted.connect(call(self._print_to, printer, title))
        QDialog.open(dialog)

    def _print_to(self, printer: "QPrinter", title: str) -> None:
        sheet_document(self.context.settings, title).print_(printer)

    def _say(self, words: str) -> None:
        self._saved.setText(words)
        self._saved.setVisible(True)


def sheet_document(settings: Settings, title: str) -> QTextDocument:
    """Return the sheet as a document for paper: our own words only, black on white."""
    parts = [f"<h2>{escape(title)}</h2>"]
    for group in GROUPS:
        parts.append(f"<h4>{escape(group_title(group))}</h4><table width='100%' cellpadding='2'>")
        for entry in ACTIONS:
            if entry.group == group:
                key = escape(key_words(sequence_of(settings, entry.id)))
                parts.append(f"<tr><td width='72%'>{escape(action_title(entry.id))}</td><td><b>{key}</b></td></tr>")
        parts.append("</table>")
    document = QTextDocument()
    document.setDefaultStyleSheet("* { color: black; font-size: 9pt; } h2 { font-size: 14pt; } h4 { margin-top: 8pt; }")
    document.setHtml("".join(parts))
    return document


def _a4() -> QPageLayout:
    margins = QMarginsF(16, 14, 16, 14)
    unit = QPageLayout.Unit.Millimeter
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, unit)
