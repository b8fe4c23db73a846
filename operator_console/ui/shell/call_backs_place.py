"""Brings call-back requests into the window: the rail's group, the sheet, a word when one is due; decides nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import CallBackDue, CallBacksChanged
from operator_console.desk.state import AlertKind

if TYPE_CHECKING:
    from operator_console.domain.ids import CallBackId
    from operator_console.ui.call_backs.strip import CallBackStrip
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor
    from operator_console.ui.shell.action_registry import ActionRegistry
    from operator_console.ui.shell.alerts import Alerts
    from operator_console.ui.shell.handling_place import HandlingPlace
    from operator_console.ui.shell.screens import Screens

NOTICE = "call_back"


class CallBacksPlace(QObject):
    """Belongs to the window `parent`; nothing of it is made before the first request comes."""

    def __init__(
        self,
        context: "UiContext",
        desk: "DeskDoor",
        screens: "Screens",
        beside: "tuple[HandlingPlace, Alerts]",
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._screens = screens
        self._handling, self._alerts = beside
        self._window = parent
        self._scope = context.scope.child("call-backs")
        self._strip: CallBackStrip | None = None
        self._unlisten = [
            desk.hub.listen(CallBacksChanged, lambda _event: context.ticker.request(self._show)),
            desk.hub.listen(CallBackDue, self._on_due),
        ]
        context.ticker.second.connect(self._tick)
        self._show()

    def bind(self, registry: "ActionRegistry") -> None:
        """Give the key something to do."""
        registry.bind("chats.call_backs", self.open_first)

    def open_first(self) -> None:
        """Open the most urgent request; say so when nobody wants to be called."""
        rows = self._desk.call_backs.rows()
        if rows:
            self.open(rows[0].call_back.id)
        else:
            self._context.notices.info(self.tr("Nobody wants to be called."), key=NOTICE, timeout_s=3.0)

    def open(self, call_back_id: str) -> None:
        """Show one request on a sheet; one sheet at a time."""
        self._context.notices.withdraw(NOTICE)
        self._scope.start(self._open(call_back_id), name="call-back", exclusive=True)  # type: ignore[arg-type]  # an id as Qt's signal carries it

    def close(self) -> None:
        """Stop listening; harmless when called again."""
        for unlisten in self._unlisten:
            unlisten()
        self._unlisten = []
        self._context.ticker.cancel(self._show)

    async def _open(self, call_back_id: "CallBackId") -> None:
        from operator_console.ui.call_backs.sheet import CallBackSheet

        sheet = CallBackSheet(self._context, self._desk, call_back_id, self._window)
        sheet.chat_requested.connect(self._handling.handling.read)
        try:
            await sheet.asked()
        finally:
            sheet.setParent(None)  # the window may go first
            sheet.deleteLater()

    def _show(self) -> None:
        rows = self._desk.call_backs.rows()
        if self._strip is None:
            if not rows:
                return
            from operator_console.ui.call_backs.strip import CallBackStrip

            self._strip = CallBackStrip(self._context)
            self._strip.chosen.connect(self.open)
            self._strip.all_requested.connect(self._show_all)
            self._screens.chats.add_below(self._strip)
        self._strip.show_rows(rows, self._desk.now())

    def _show_all(self) -> None:
        from operator_console.ui.call_backs.list_sheet import CallBackList

        every = CallBackList(self._context, self._desk, self._window)
        every.chosen.connect(self.open)
        every.finished.connect(every.deleteLater)
        every.open()

    def _tick(self) -> None:
        if self._strip is not None and self._strip.isVisible():
            self._strip.show_rows(self._desk.call_backs.rows(), self._desk.now())

    def _on_due(self, due: CallBackDue) -> None:
        from operator_console.ui.call_backs.words import who_words

        self._alerts.call(AlertKind.CALL_BACK, due.row.site.id if due.row.site is not None else None)
        words = self.tr("It is time to call %1 back.").replace("%1", who_words(due.row))
        self._context.notices.warning(
            words, key=NOTICE, action_text=self.tr("Open"), action=lambda: self.open(due.row.call_back.id)
        )
