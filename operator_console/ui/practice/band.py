"""The band above a practice window: says that this is practice, and what waits in the real one; ends nothing itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from operator_console.ui.kit.buttons import danger_button, quiet_button, set_button_text
from operator_console.ui.kit.plain_label import PlainLabel

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

HEIGHT_PX = 44


class PracticeBand(QFrame):
    """Icon, name and words; never colour alone.

    Signals:
        debrief_requested: Show how it goes.
        end_requested: The agent has practised enough.
        real_requested: Bring the real window to the front.
    """

    debrief_requested = Signal()
    end_requested = Signal()
    real_requested = Signal()

    def __init__(self, context: "UiContext", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setObjectName("practice_band")
        self.setAccessibleName(self.tr("Practice: nothing here counts"))
        self.setFixedHeight(HEIGHT_PX)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 12, 0)
        line.setSpacing(8)
        self._sign = QLabel(self)
        line.addWidget(self._sign)
        name = PlainLabel(self.tr("Practice"), self)
        name.setObjectName("practice_name")
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line.addWidget(name)
        self._words = PlainLabel("", self)
        self._words.setObjectName("practice_words")
        line.addWidget(self._words, 1)
        self._real = danger_button("", "practice_real", self)
        self._real.clicked.connect(self.real_requested)
        self._real.setVisible(False)
        self._debrief = quiet_button(self.tr("Debrief"), "practice_debrief", self)
        self._debrief.clicked.connect(self.debrief_requested)
        self._end = quiet_button(self.tr("End practice"), "practice_end", self)
        self._end.clicked.connect(self.end_requested)
        for button in (self._real, self._debrief, self._end):
            line.addWidget(button)
        context.theme.changed.connect(self._draw_sign)
        self._draw_sign()

    def show_left(self, count: int) -> None:
        """Say how many visitors are still to come or there."""
        if count:
            self._words.setText(self.tr("Nothing here counts. %n visitors are here or still to come.", None, count))
        else:
            self._words.setText(
                self.tr("Nothing here counts. All visitors have left: wrap up and look at the debrief.")
            )

    def show_real_waiting(self, count: int) -> None:
        """Say how many real chats wait for the agent, with a way to them; nothing when none does."""
        if count:
            set_button_text(self._real, self.tr("%n real chats wait", None, count))
        self._real.setVisible(count > 0)

    def _draw_sign(self) -> None:
        icons = self._context.icons
        self._sign.setPixmap(icons.pixmap("graduation-cap", 20, "practice_text", self.devicePixelRatioF()))
