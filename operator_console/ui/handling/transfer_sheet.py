"""Asks to whom a chat is offered, with what words; offers nothing itself."""

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QPlainTextEdit, QWidget

from operator_console.domain.people import AgentStatus
from operator_console.domain.plain_text import MAX_MESSAGE_CHARS, clean_line, clean_message
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.notice import Notice, NoticeBar, NoticeKind
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import language_words, status_role, status_words

if TYPE_CHECKING:
    from operator_console.domain.ids import AgentId, DepartmentId
    from operator_console.protocol.handling import Colleague, Colleagues, DepartmentPlace
    from operator_console.ui.kit.context import UiContext

SUMMARY_CHARS = 500
NAME_CHARS = 60
ROWS = 6


class Target(Struct, frozen=True, kw_only=True):
    """To whom: a colleague, a department, or back to the queue at once when both are None."""

    agent: "AgentId | None" = None
    department: "DepartmentId | None" = None

    @property
    def queue(self) -> bool:
        """Back to the queue."""
        return self.agent is None and self.department is None


class TransferSheet(SheetDialog):
    """A sheet; answers ``transfer`` and has `target`, `summary` and `note` then.

    Args:
        summary: What the words begin with: the open question.
        can_give_back: The chat can go back to the queue.
        only_queue: Nothing else is offered.
    """

    def __init__(
        self, context: "UiContext", title: str, summary: str, parent: QWidget | None, *, can_give_back: bool
    ) -> None:
        super().__init__(context, title, parent, width_px=480)
        self.setObjectName("transfer_sheet")
        self._can_give_back = can_give_back
        self._known: Colleagues | None = None
        self._warnings = NoticeBar(context, self, listen=False)
        self._warnings.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]  # a bar has a layout
        self.column.addWidget(self._warnings)
        self._search = QLineEdit(self)
        self._search.setObjectName("transfer_search")
        self._search.setAccessibleName(self.tr("To whom"))
        self._search.setPlaceholderText(self.tr("Search a colleague or a department"))
        self._search.setMaxLength(80)
        self._search.textChanged.connect(self._fill)
        self._search.installEventFilter(self)
        self.column.addWidget(self._search)
        self._list = self.add_choices("transfer_list", self.tr("Colleagues and departments"))
        self._list.setMinimumHeight(ROWS * 28)
        self._list.currentItemChanged.connect(self._show_possible)
        self._summary = self._words_box(
            "transfer_summary", self.tr("What it is about"), clean_line(summary, SUMMARY_CHARS), height_px=58
        )
        self._note = self._words_box("transfer_note", self.tr("Note for the team, if any"), "", height_px=44)
        self.add_button("cancel", self.tr("Cancel"))
        self._offer = self.add_button("transfer", self.tr("Offer"), "primary", default=True)
        self._fill()
        self._search.setFocus()

    @property
    def target(self) -> Target | None:
        """Whom the agent chose."""
        if self._list.currentRow() < 0:
            return None
        item = self._list.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, Target) and item.flags() & Qt.ItemFlag.ItemIsEnabled else None

    @property
    def summary(self) -> str:
        """What it is about."""
        return clean_message(self._summary.toPlainText()[:SUMMARY_CHARS]).strip()

    @property
    def note(self) -> str:
        """Further words for the team."""
        return clean_message(self._note.toPlainText()[:MAX_MESSAGE_CHARS]).strip()

    def warn(self, words: str) -> None:
        """Say quietly what the agent may have overlooked."""
        self._warnings.show_notice(Notice(NoticeKind.WARNING, words))

    def show_places(self, known: "Colleagues | None") -> None:
        """Show who could take it; None when the server could not be asked."""
        self._known = known
        if known is None:
            self.warn(self.tr("The server does not tell now who is there."))
        self._fill()

    # ------------------------------------------------------------------------------------------- private

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the search has the focus."""
        moves = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}
        if watched is self._search and isinstance(event, QKeyEvent) and event.key() in moves:
            if event.type() is QEvent.Type.KeyPress:
                self._list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _words_box(self, name: str, title: str, text: str, *, height_px: int) -> QPlainTextEdit:
        label = PlainLabel(title, self)
        label.setProperty("role", "caption")
        self.column.addWidget(label)
        box = QPlainTextEdit(text, self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setTabChangesFocus(True)
        box.setFixedHeight(height_px)
        self.dress_box(box)
        self.column.addWidget(box)
        return box

    def _fill(self) -> None:
        wanted = self._search.text().strip().casefold()
        self._list.clear()
        if self._known is not None:
            for colleague in sorted(self._known.agents, key=_by_readiness):
                if wanted in colleague.name.casefold() or any(wanted in skill.casefold() for skill in colleague.skills):
                    self._add_colleague(colleague)
            for place in self._known.departments:
                if wanted in place.name.casefold():
                    self._add_department(place)
        if self._can_give_back and wanted in self.tr("Back to the queue").casefold():
            item = self._add(self.tr("Back to the queue"), self.tr("at once, whoever is free takes it"), Target())
            item.setIcon(self.context.icons.icon("users", "dim", size_px=12))
        first = next(
            (row for row in range(self._list.count()) if self._list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled), -1
        )
        self._list.setCurrentRow(first)
        self._show_possible()

    def _add_colleague(self, colleague: "Colleague") -> None:
        offline = colleague.status is AgentStatus.OFFLINE
        load = filled(
            self.tr("%1 of %2 wait for them, %3 open"),
            str(colleague.waiting),
            str(colleague.capacity),
            str(colleague.open),
        )
        parts = [status_words(colleague.status)]
        parts += [] if offline else [load]
        parts += [", ".join(clean_line(skill, 24) for skill in colleague.skills[:6])] if colleague.skills else []
        languages = ", ".join(clean_line(language_words(code), 24) for code in colleague.languages[:6])
        parts += [languages] if languages else []
        item = self._add(clean_line(colleague.name, NAME_CHARS), " · ".join(parts), Target(agent=colleague.id))
        item.setIcon(self.context.icons.icon("circle", status_role(colleague.status), size_px=12))
        if offline:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _add_department(self, place: "DepartmentPlace") -> None:
        words = self.tr("department, %n online", "", place.online)
        item = self._add(clean_line(place.name, NAME_CHARS), words, Target(department=place.id))
        item.setIcon(self.context.icons.icon("inbox", "dim", size_px=12))
        if not place.online:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _add(self, name: str, words: str, target: Target) -> QListWidgetItem:
        item = QListWidgetItem(f"{name}  ·  {words}")
        item.setData(Qt.ItemDataRole.UserRole, target)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {words}")
        self._list.addItem(item)
        return item

    def _show_possible(self) -> None:
        target = self.target
        self._offer.setEnabled(target is not None)
        queue = target is not None and target.queue
        self._offer.setText(self.tr("Give to the queue") if queue else self.tr("Offer"))
        for box in (self._summary, self._note):
            box.setEnabled(not queue)


def _by_readiness(colleague: "Colleague") -> tuple[int, int, str]:
    order = (AgentStatus.ONLINE, AgentStatus.BUSY, AgentStatus.ENDING, AgentStatus.BREAK, AgentStatus.OFFLINE)
    return order.index(colleague.status), colleague.waiting, colleague.name.casefold()
