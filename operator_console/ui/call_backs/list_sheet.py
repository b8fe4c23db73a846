"""All open call-back requests on a sheet, the most urgent on top; opens none itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from operator_console.ui.call_backs.strip import CallBackLine
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.dialog import SheetDialog

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

MOST_SHOWN = 200


class CallBackList(SheetDialog):
    """Closes when one is chosen.

    Signals:
        chosen: The agent opens this request.
    """

    chosen = Signal(str)

    def __init__(self, context: "UiContext", desk: "DeskDoor", parent: QWidget | None) -> None:
        super().__init__(context, self.tr("Visitors who want to be called"), parent, width_px=480)
        self.setObjectName("call_back_list")
        inner = QFrame(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in desk.call_backs.rows()[:MOST_SHOWN]:
            line = CallBackLine(context, inner)
            line.show_row(row, desk.now())
            line.clicked.connect(call(self._on_line, row.call_back.id))
            column.addWidget(line)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("Visitors who want to be called"))
        area.setWidget(inner)
        self.column.addWidget(area, 1)
        self.add_button("close", self.tr("Close"))
        self.resize(520, 480)

    def _on_line(self, call_back_id: str) -> None:
        self.finish("chosen")
        self.chosen.emit(call_back_id)
