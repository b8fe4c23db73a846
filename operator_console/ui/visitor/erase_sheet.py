"""Asks twice before a visitor is erased, and says exactly what goes and what stays; erases nothing itself."""

from PySide6.QtWidgets import QCheckBox, QWidget

from operator_console.protocol.privacy import KeptOfVisitor
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel


class EraseSheet(SheetDialog):
    """Answers ``erase`` once the box is ticked and the button pressed; an open chat leaves only "Close"."""

    def __init__(self, context: UiContext, name: str, kept: KeptOfVisitor, parent: QWidget | None = None) -> None:
        super().__init__(context, self.tr("Erase %1?").replace("%1", name), parent, width_px=480)
        self.setObjectName("erase_sheet")
        if kept.open_chat:
            self.add_text(
                self.tr("There is an open chat with this visitor. Wrap it up first, then they can be erased.")
            )
            self.add_button("close", self.tr("Close"), default=True)
            return
        words = PlainLabel(self._what_goes(kept), self, wrap=True)
        words.setObjectName("erase_what")
        self.column.addWidget(words)
        self.add_text(
            self.tr(
                "It goes at the server, for everybody, and cannot be brought back. Figures stay: they count chats and"
                " answers, and name nobody. Consoles that are open elsewhere may keep copies of recent chats for up to"
                " 14 days; backups of the server keep what was in them."
            )
        )
        self.sure = QCheckBox(self.tr("I understand that this cannot be undone"), self)
        self.sure.setObjectName("erase_sure")
        self.column.addWidget(self.sure)
        self.add_button("close", self.tr("Keep"), default=True)
        self.erase = self.add_button("erase", self.tr("Erase"), "danger")
        self.erase.setEnabled(False)
        self.sure.toggled.connect(self.erase.setEnabled)

    def _what_goes(self, kept: KeptOfVisitor) -> str:
        parts = [
            self.tr("%n chats with everything in them", None, kept.chats),
            self.tr("%n visits with their pages", None, kept.visits),
            self.tr("%n files", None, kept.files),
        ]
        said = self.tr("This erases name, address and everything else that is kept of this visitor: %1.")
        said = said.replace("%1", ", ".join(parts))
        if kept.browsers > 1:
            said += " " + self.tr(
                "The site knows them as one customer in %n browsers; all of these go.", None, kept.browsers
            )
        return said
