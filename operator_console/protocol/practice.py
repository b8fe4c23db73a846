"""Bodies and paths of the HTTP interface about practice cases; who may call what is the server's matter."""

from msgspec import Struct

from operator_console.domain.practice import Dialogue, PracticeCase

CASES = "/api/v1/practice-cases"
CASE = "/api/v1/practice-cases/{case_id}"


class PracticeCases(Struct, frozen=True, kw_only=True):
    """GET cases: of the sites of the asker's departments, newest first."""

    cases: tuple[PracticeCase, ...]


class SavePracticeCase(Struct, frozen=True, kw_only=True):
    """POST case. Answer: the `PracticeCase`. DELETE of one removes it."""

    dialogue: Dialogue
