"""One call-back request on a sheet: whom to call and why, and what came of it; all of it as it is at the desk now."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from operator_console.desk.events import CallBacksChanged
from operator_console.domain.call_backs import MAX_REMARK_CHARS, CallBackState, is_overdue
from operator_console.domain.plain_text import clean_line
from operator_console.protocol.call_backs import CallBackAction
from operator_console.ui.call_backs.words import due_words, owner_words, span_words, state_words, who_words
from operator_console.ui.kit.buttons import Chip, link_button, primary_button, quiet_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.opening import open_link
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.transcript.shown_text import filled

if TYPE_CHECKING:
    from operator_console.desk.state import CallBackRow
    from operator_console.domain.ids import CallBackId
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

_DIALLED = "0123456789+"


class CallBackSheet(SheetDialog):
    """Stays open until the agent closes it, or has finished or dropped the request.

    Signals:
        chat_requested: Show the chat in which it was asked for.
    """

    chat_requested = Signal(str)

    def __init__(
        self, context: "UiContext", desk: "DeskDoor", call_back_id: "CallBackId", parent: QWidget | None
    ) -> None:
        super().__init__(context, "", parent, width_px=460)
        self.setObjectName("call_back_sheet")
        self._desk = desk
        self._id = call_back_id
        self._row: CallBackRow | None = None
        self._scope = context.scope.child("call-back")
        self._build_number()
        self._build_facts()
        self._build_doing()
        self.add_button("close", self.tr("Close"))
        self._unlisten = desk.hub.listen(CallBacksChanged, lambda _event: self._show())
        context.ticker.second.connect(self._tick)
        self.finished.connect(self._on_closed)
        self._show()

    # ------------------------------------------------------------------------------------------- building

    def _build_number(self) -> None:
        self._number = PlainLabel("", self)
        self._number.setObjectName("call_back_number")
        self._number.setFont(self.context.theme.font(20, 600))
        self._number.setAccessibleName(self.tr("Telephone number"))
        dial = primary_button(self.tr("Call"), "call_back_dial", self)
        dial.setAutoDefault(False)
        dial.clicked.connect(self._dial)
        copy = quiet_button(self.tr("Copy"), "call_back_copy", self)
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._number, 1)
        line.addWidget(dial)
        line.addWidget(copy)
        self.column.addLayout(line)

    def _build_facts(self) -> None:
        self._due, self._late = Chip("", self), Chip("", self, role="warn")
        self._due.setObjectName("call_back_due")
        self._late.setObjectName("call_back_late")
        self._state = PlainLabel("", self)
        self._state.setObjectName("call_back_state")
        self._state.setProperty("role", "dim")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._due)
        line.addWidget(self._late)
        line.addWidget(self._state, 1)
        self.column.addLayout(line)
        self._question = PlainLabel("", self, wrap=True)
        self._question.setObjectName("call_back_question")
        self._facts = PlainLabel("", self, wrap=True)
        self._facts.setObjectName("call_back_facts")
        self._facts.setProperty("role", "dim")
        self._chat = link_button(self.tr("Show the chat"), "call_back_chat", self)
        self._chat.setAutoDefault(False)
        self._chat.clicked.connect(self._on_chat)
        self.column.addWidget(self._question)
        self.column.addWidget(self._facts)
        self.column.addWidget(self._chat)

    def _build_doing(self) -> None:
        self._remark = QLineEdit(self)
        self._remark.setObjectName("call_back_remark")
        self._remark.setMaxLength(MAX_REMARK_CHARS)
        self._remark.setPlaceholderText(self.tr("What came of it (your colleagues see it)"))
        self._remark.setAccessibleName(self.tr("What came of it"))
        self.column.addWidget(self._remark)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._buttons_of: dict[CallBackAction, QPushButton] = {}
        for action, words, name in (
            (CallBackAction.TAKE, self.tr("I will call"), "call_back_take"),
            (CallBackAction.RELEASE, self.tr("Give back"), "call_back_release"),
            (CallBackAction.TRIED, self.tr("Not reached"), "call_back_tried"),
            (CallBackAction.DROP, self.tr("Drop"), "call_back_drop"),
            (CallBackAction.DONE, self.tr("Done"), "call_back_done"),
        ):
            make = primary_button if action is CallBackAction.DONE else quiet_button
            button = make(words, name, self)
            button.setAutoDefault(False)
            button.clicked.connect(call(self._do, action))
            self._buttons_of[action] = button
            line.addWidget(button)
        self.column.addLayout(line)
        self._told = PlainLabel("", self, wrap=True)
        self._told.setObjectName("call_back_told")
        self._told.setProperty("role", "small")
        self._told.hide()
        self.column.addWidget(self._told)

    # -------------------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        row = self._desk.call_backs.row(self._id)
        if row is None:
            self._end(self.tr("This request is not open any more."))
            return
        before, self._row = self._row, row
        call_back = row.call_back
        title = filled(self.tr("Call %1 back"), who_words(row))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        heading = self.findChild(PlainLabel, "sheet_title")
        if heading is not None:
            heading.setText(title)
        self._number.setText(clean_line(call_back.phone, 40))
        self._question.setText(clean_line(call_back.question, 600))
        self._question.setVisible(bool(call_back.question))
        self._state.setText(state_words(row))
        self._facts.setText(self._facts_of(row))
        self._chat.setVisible(call_back.conversation_id is not None)
        if before is None and call_back.remark:
            self._remark.setText(clean_line(call_back.remark, MAX_REMARK_CHARS))
        for action, button in self._buttons_of.items():
            button.setEnabled(call_back.is_open)
            button.setVisible(action is not CallBackAction.RELEASE or call_back.state is CallBackState.TAKEN)
        take = self._buttons_of[CallBackAction.TAKE]
        take.setVisible(not row.mine)
        take.setText(self.tr("Take over") if owner_words(row) else self.tr("I will call"))
        if not call_back.is_open:
            self._end(state_words(row))
        self._tick()

    def _facts_of(self, row: "CallBackRow") -> str:
        now, locale = self._desk.now(), self.context.locale
        facts = [filled(self.tr("Wished: %1"), span_words(row, now, locale))]
        if row.site is not None:
            facts.append(clean_line(row.site.name, 60))
        if row.call_back.tries:
            facts.append(self.tr("%n times not reached", None, row.call_back.tries))
        return " · ".join(facts)

    def _tick(self) -> None:
        if self._row is None:
            return
        now = self._desk.now()
        late = is_overdue(self._row.call_back, now)
        words = due_words(self._row, now, self.context.locale)
        for chip, wanted in ((self._due, not late), (self._late, late)):
            chip.setText(words)
            chip.setVisible(wanted and self._row.call_back.is_open)

    def _end(self, words: str) -> None:
        for button in self._buttons_of.values():
            button.setEnabled(False)
        self._say(words)

    def _say(self, words: str) -> None:
        self._told.setText(words)
        self._told.setVisible(bool(words))

    # --------------------------------------------------------------------------------------------- doing

    def _dial(self) -> None:
        if self._row is None:
            return
        number = "".join(letter for letter in self._row.call_back.phone if letter in _DIALLED)
        if not open_link(f"tel:{number}"):
            self._say(self.tr("This computer has no program to call with. Copy the number."))

    def _copy(self) -> None:
        if self._row is not None:
            QGuiApplication.clipboard().setText(clean_line(self._row.call_back.phone, 40))
            self._say(self.tr("Copied."))

    def _on_chat(self) -> None:
        if self._row is not None and self._row.call_back.conversation_id is not None:
            self.chat_requested.emit(self._row.call_back.conversation_id)

    def _do(self, action: CallBackAction) -> None:
        if self._row is not None and self._row.call_back.is_open:
            self._scope.start(self._change(self._row, action), name="call-back", exclusive=True)

    async def _change(self, row: "CallBackRow", action: CallBackAction) -> None:
        remark = clean_line(self._remark.text(), MAX_REMARK_CHARS)
        self._say("")
        if not await self._desk.call_backs.change(row, action, remark):
            self._say(self.tr("That was not stored: a colleague was first, or the server cannot be reached."))
        elif action in {CallBackAction.DONE, CallBackAction.DROP}:
            self.finish("done")
        elif action is CallBackAction.TRIED:
            self._say(self.tr("Noted. It is due again later."))

    def _on_closed(self, _code: int) -> None:
        self._unlisten()
        self.context.ticker.second.disconnect(self._tick)
        end_scope(self._scope, self.context.scope)
