"""A named fake: what is kept of visitors, in memory; knows no server."""

from operator_console.domain.ids import SiteId, VisitorId
from operator_console.protocol.privacy import KeptOfVisitor, RetentionRun, RetentionRuns
from operator_console.protocol.refusal import Refusal


class FakePeople:
    """Fits `ui.ports.PeopleDoor`.

    Attributes:
        refusal: What everything is answered with; None answers.
        erased: Visitors that were erased.
    """

    def __init__(self, kept: KeptOfVisitor | None = None, *, may_erase: bool = False) -> None:
        self.may_erase = may_erase
        self.refusal: Refusal | None = None
        self.amount = kept or KeptOfVisitor(chats=3, visits=7, files=1)
        self.runs: tuple[RetentionRun, ...] = ()
        self.erased: list[VisitorId] = []

    async def kept(self, _visitor_id: VisitorId) -> KeptOfVisitor | Refusal:
        return self.refusal or self.amount

    async def export(self, _visitor_id: VisitorId) -> bytes | Refusal:
        return self.refusal or b"a zip archive"

    async def erase(self, visitor_id: VisitorId) -> KeptOfVisitor | Refusal:
        if self.refusal is None:
            self.erased.append(visitor_id)
        return self.refusal or self.amount

    async def retention(self, _site_id: SiteId) -> RetentionRuns | Refusal:
        return self.refusal or RetentionRuns(runs=self.runs)
