"""Practice cases of a team that exists in memory only, for screens in tests and galleries."""

from collections.abc import Mapping
from datetime import UTC, datetime

from operator_console.desk.state import Opened
from operator_console.domain.own_facts import FactKind
from operator_console.domain.practice import Dialogue, PracticeCase
from operator_console.domain.practice_from_chat import case_of_chat


class FakePracticeCases:
    """Fits `ui.ports.PracticeCasesDoor`; masks nothing.

    Attributes:
        may_write: As for a lead.
        cases: What is there; None for a server that cannot be asked.
    """

    def __init__(self) -> None:
        self.may_write = False
        self.cases: list[PracticeCase] | None = []

    def case_of(self, opened: Opened, _placeholders: Mapping[FactKind, str]) -> Dialogue:
        messages = [entry.message for entry in opened.entries]
        return case_of_chat(opened.conversation, messages, opened.visit, str, language="nl")

    async def all(self) -> tuple[PracticeCase, ...] | None:
        return None if self.cases is None else tuple(self.cases)

    async def save(self, dialogue: Dialogue) -> PracticeCase | None:
        if self.cases is None:
            return None
        at = datetime(2026, 10, 14, 12, 5, tzinfo=UTC)
        case = PracticeCase(id=f"pc_{len(self.cases) + 1}", dialogue=dialogue, by="Sanne Vermeer", at=at)
        self.cases.insert(0, case)
        return case

    async def remove(self, case_id: str) -> bool:
        if self.cases is None:
            return False
        self.cases = [case for case in self.cases if case.id != case_id]
        return True
