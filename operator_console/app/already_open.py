"""What is shown when another console holds the data folder and does not answer; knows no desk."""

import asyncio
import sys
from pathlib import Path

from PySide6.QtGui import QCloseEvent

from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.state_page import StatePage

SIZE = (560, 300)
MOST_PATH_CHARS = 240


class AlreadyOpen(StatePage):
    """A small window of its own with the reason and what to do.

    Attributes:
        closed: Set when it was closed.
    """

    def __init__(self, context: UiContext, data_dir: Path) -> None:
        super().__init__(context)
        self.setObjectName("already_open")
        self.closed = asyncio.Event()
        title = self.tr("Operator Console is open already")
        place = clean_line(str(data_dir), MOST_PATH_CHARS)
        words = self.tr(
            "It works with the folder %1 and does not answer. Close it first, or end its process; it may also run on "
            "another computer that shares this folder. Nothing was changed."
        ).replace("%1", place)
        self.setWindowTitle(self.tr("Operator Console"))
        self.setAccessibleName(title)
        self.resize(*SIZE)
        self.show_state("triangle-alert", title, words, self.tr("Close"))
        self.action_requested.connect(self.close)
        print(f"{title}: {place}", file=sys.stderr)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.set()
        super().closeEvent(event)
