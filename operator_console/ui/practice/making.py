"""Makes a practice case of an earlier chat: masked, read over by a lead, saved for the team; masks nothing itself."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from operator_console.domain.own_facts import FactKind
from operator_console.ui.practice.case_sheet import CaseSheet

if TYPE_CHECKING:
    from operator_console.desk.state import Opened
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.ports import DeskDoor

translate = QCoreApplication.translate


def placeholder_words() -> dict[FactKind, str]:
    """Return what stands in the place of each fact that was taken out."""
    return {
        FactKind.NAME: translate("Practice", "[name]"),
        FactKind.EMAIL: translate("Practice", "[e-mail address]"),
        FactKind.PHONE: translate("Practice", "[telephone number]"),
        FactKind.ORDER: translate("Practice", "[order number]"),
        FactKind.ADDRESS: translate("Practice", "[address]"),
        FactKind.NUMBER: translate("Practice", "[number]"),
    }


async def make_case(context: "UiContext", desk: "DeskDoor", opened: "Opened", parent: QWidget) -> None:
    """Show the case, and save it when the lead says so; what was changed is kept while the server cannot be reached."""
    dialogue = desk.practice_cases.case_of(opened, placeholder_words())
    sheet = CaseSheet(context, dialogue, parent)
    try:
        while await sheet.asked() == "save":
            if await desk.practice_cases.save(sheet.dialogue) is not None:
                context.notices.info(translate("Practice", "The practice case is saved for the team."))
                return
            sheet.say_trouble(translate("Practice", "The server did not take it. Try again in a moment."))
    finally:
        sheet.setParent(None)  # gone for whoever looks for an open sheet
        sheet.deleteLater()
