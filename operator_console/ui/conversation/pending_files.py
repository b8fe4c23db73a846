"""Files that wait in the composer to be sent, with a small look at each; sends nothing itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.buttons import icon_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.file_intake import PendingFile
from operator_console.ui.kit.flow_box import FlowBox
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.words import size_words

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

THUMBNAIL_PX = 32
MOST_NAME_PX = 200


class PendingStrip(FlowBox):
    """The files in order; nothing at all when there is none.

    Signals:
        remove_requested: Take the file with this index away.
    """

    remove_requested = Signal(int)

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent, below_px=6)
        self._context = context
        self.setObjectName("pending_files")
        self.setAccessibleName(self.tr("Files to send"))
        self.hide()

    def show_files(self, files: tuple[PendingFile, ...]) -> None:
        """Show these."""
        self.remove_all()
        for index, file in enumerate(files):
            self.add_widget(self._chip(file, index))
        self.setVisible(bool(files))

    def _chip(self, file: PendingFile, index: int) -> QFrame:
        chip = QFrame(self)
        chip.setObjectName("pending_file")
        line, panel = self._context.theme.colour("line").name(), self._context.theme.colour("panel").name()
        chip.setStyleSheet(f"#pending_file {{ background: {panel}; border: 1px solid {line}; border-radius: 8px; }}")
        row = QHBoxLayout(chip)
        row.setContentsMargins(4, 3, 2, 3)
        row.setSpacing(6)
        look = QLabel(chip)
        ratio = self.devicePixelRatioF()
        if file.preview is None:
            look.setPixmap(self._context.icons.pixmap("file-text", 20, "dim", ratio))
        else:
            side = round(THUMBNAIL_PX * ratio)
            pixmap = QPixmap.fromImage(file.preview.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
            pixmap.setDevicePixelRatio(ratio)
            look.setPixmap(pixmap)
        look.setFixedWidth(THUMBNAIL_PX if file.preview is not None else 20)
        row.addWidget(look)
        words = f"{file.name} · {size_words(len(file.content), self._context.locale)}"
        name = PlainLabel(words, chip, elide=Qt.TextElideMode.ElideMiddle)
        name.setFixedWidth(min(MOST_NAME_PX, name.sizeHint().width() + 4))
        row.addWidget(name)
        words = self.tr("Do not send %1").replace("%1", clean_line(file.name))
        remove = icon_button(self._context, "x", words, f"remove_file_{index}", chip, size_px=13)
        remove.clicked.connect(call(self._request_removal, index))
        row.addWidget(remove)
        return chip

    def _request_removal(self, index: int) -> None:
        self.remove_requested.emit(index)
