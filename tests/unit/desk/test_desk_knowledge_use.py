"""What is used of articles and missed in them, with a whole desk over real files and a server of the test's own."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec import structs

from operator_console.backends import base
from operator_console.desk.errands import MissingErrand
from operator_console.desk.events import ArticleFiguresChanged
from operator_console.desk.knowledge_use import KnowledgeUse
from operator_console.domain.articles import ArticleFigures, ArticleUseKind
from operator_console.domain.conversations import MessageKind
from operator_console.domain.ids import ArticleKey, ClientId, MessageId, SiteId
from operator_console.domain.insertion import Piece
from operator_console.protocol.frames import Refusal
from operator_console.storage.account import AccountStorage
from operator_console.storage.values import ErrandRow
from tests.fakes.fake_article_work import FakeArticleWork
from tests.unit.desk.test_desk_unsent import AT, CHAT, MINE, Machine

SITE = SiteId("st")
NAME = (SITE, ArticleKey("retour-winkel"), "nl")
FACT = Piece(article=NAME, kind=ArticleUseKind.FACT, text="Binnen 30 dagen na levering terug naar de winkel.")
QUOTE = Piece(article=NAME, kind=ArticleUseKind.QUOTE, text="Een afspraak is niet nodig in onze veertien winkels.")
LINK = Piece(article=NAME, kind=ArticleUseKind.LINK, text="https://x.example/help/retour-winkel", title="Retour")
WRITES = structs.replace(base.Capabilities(send=base.SendSafety.NATIVE, claim=base.ClaimSafety.ATOMIC,
    resume=base.ResumeBy.CURSOR), articles=base.ArticleRights.WRITE)  # fmt: skip


class Desk(Machine):
    """A machine whose server takes uses and reports."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.work = FakeArticleWork()
        self.rights = WRITES

    async def start(self) -> None:
        await super().start()
        self.backend.article_work = self.work
        self.backend.capabilities = self.rights

    @property
    def use(self) -> KnowledgeUse:
        return self.desk.assist.use

    def tick(self, client_id: ClientId, pos: int = 1) -> None:
        self.backend.tell(
            base.MessageStored(client_id=client_id, conversation_id=CHAT, message_id=MessageId("ms"), pos=pos, at=AT)
        )

    async def report(self, question: str = "Kan ik ruilen?") -> str | None:
        return await self.use.report_missing(SITE, "nl", question, CHAT)


@pytest.fixture
async def machine(tmp_path: Path) -> AsyncIterator[Desk]:
    made = Desk(tmp_path)
    await made.start()
    yield made
    await made.stop()
    assert made.errors == []


async def test_what_is_still_in_the_message_counts_once_it_has_its_tick(machine: Desk) -> None:
    machine.live(MINE)
    for piece in (FACT, QUOTE, LINK):
        machine.use.inserted(CHAT, piece)
    key = await machine.desk.send(CHAT, f"Ja hoor. {FACT.words()} Lees {LINK.text}")
    await asyncio.sleep(0.02)
    assert machine.work.uses == []
    machine.tick(key)
    await machine.until(lambda: len(machine.work.uses) == 2)
    assert [(use.kind, use.client_id, use.conversation_id, use.key) for use in machine.work.uses] == [
        (ArticleUseKind.FACT, key, CHAT, NAME[1]),
        (ArticleUseKind.LINK, key, CHAT, NAME[1]),
    ]
    await machine.until(lambda: not machine.use.waiting)
    second = await machine.desk.send(CHAT, QUOTE.words())  # it was deleted before the first message went
    machine.tick(second, 2)
    await asyncio.sleep(0.02)
    assert len(machine.work.uses) == 2


async def test_the_same_article_twice_in_a_message_counts_once(machine: Desk) -> None:
    machine.live(MINE)
    for _ in range(3):
        machine.use.inserted(CHAT, FACT)
    machine.tick(await machine.desk.send(CHAT, f"{FACT.words()} {FACT.words()}"))
    await machine.until(lambda: machine.work.uses)
    assert len(machine.work.uses) == 1


async def test_a_note_or_a_discarded_message_uses_nothing(machine: Desk) -> None:
    machine.live(MINE)
    machine.use.inserted(CHAT, FACT)
    await machine.desk.send(CHAT, FACT.words(), kind=MessageKind.NOTE)
    assert not machine.use.waiting
    machine.use.inserted(CHAT, FACT)
    machine.backend.connected = False
    key = await machine.desk.send(CHAT, FACT.words())
    assert len(machine.use.waiting) == 1
    await machine.desk.discard(CHAT, key)
    assert not machine.use.waiting


async def test_uses_wait_on_disk_for_the_tick_and_the_connection_over_a_restart(machine: Desk) -> None:
    machine.live(MINE)
    machine.use.inserted(CHAT, FACT)
    machine.work.error = base.Unreachable()
    key = await machine.desk.send(CHAT, FACT.words())
    machine.tick(key)
    await asyncio.sleep(0.02)
    assert len(machine.use.waiting) == 1
    await machine.stop()
    machine.work.error = None
    await machine.start()
    machine.live(MINE)
    await machine.until(lambda: machine.work.uses)
    await machine.until(lambda: not machine.use.waiting)
    await machine.stop()
    await machine.start()
    machine.live(MINE)
    await asyncio.sleep(0.02)
    assert [use.client_id for use in machine.work.uses] == [key]


async def test_what_the_server_will_never_take_is_let_go_and_what_it_takes_later_is_kept(machine: Desk) -> None:
    machine.live(MINE)
    machine.work.error = base.Refused(Refusal.NOT_FOUND)
    machine.use.inserted(CHAT, FACT)
    machine.tick(await machine.desk.send(CHAT, FACT.words()))
    await machine.until(lambda: not machine.use.waiting)
    machine.work.error = base.Refused(Refusal.RATE_LIMITED)
    machine.use.inserted(CHAT, FACT)
    machine.tick(await machine.desk.send(CHAT, FACT.words()), 2)
    await asyncio.sleep(0.02)
    assert len(machine.use.waiting) == 1


async def test_a_report_can_be_taken_back_for_five_seconds(machine: Desk) -> None:
    machine.live(MINE)
    first, second = await machine.report(), await machine.report("En wat kost het?")
    assert first is not None
    assert await machine.use.take_back(first)
    assert not await machine.use.take_back(first)
    assert machine.work.reports == []
    machine.ticks += 6
    machine.use.live()
    await machine.until(lambda: machine.work.reports)
    [report] = machine.work.reports
    assert (report.site_id, report.language, report.question, report.conversation_id) == (
        SITE, "nl", "En wat kost het?", CHAT,
    )  # fmt: skip
    assert second is not None
    assert not await machine.use.take_back(second)


async def test_a_report_made_offline_is_sent_later_and_once(machine: Desk) -> None:
    assert await machine.report() is not None
    await machine.stop()
    await machine.start()
    machine.ticks += 6
    machine.live(MINE)
    await machine.until(lambda: machine.work.reports)
    await machine.until(lambda: not machine.use.waiting)
    await machine.stop()
    await machine.start()
    machine.live(MINE)
    await asyncio.sleep(0.02)
    assert len(machine.work.reports) == 1


@pytest.mark.parametrize("question", ["", "  \n\t", "\u200b"])
async def test_nothing_asked_is_no_report(machine: Desk, question: str) -> None:
    assert await machine.report(question) is None


async def test_a_question_without_measure_is_bounded(machine: Desk) -> None:
    assert await machine.report("x" * 1_000_000) is not None
    [errand] = machine.use.waiting
    assert isinstance(errand, MissingErrand)
    assert len(errand.report.question) <= 1_000


async def test_a_server_that_cannot_is_told_nothing(machine: Desk) -> None:
    machine.backend.capabilities = structs.replace(WRITES, articles=base.ArticleRights.READ)
    machine.live(MINE)
    assert not machine.use.can_tell
    machine.use.inserted(CHAT, FACT)
    machine.tick(await machine.desk.send(CHAT, FACT.words()))
    assert await machine.report() is None
    assert not machine.use.waiting
    assert machine.work.asked == 0


async def test_figures_come_with_the_connection_and_then_every_few_minutes(machine: Desk) -> None:
    site_id, key, language = NAME
    machine.work.known = (ArticleFigures(site_id=site_id, key=key, language=language, uses=3, closed=2, solved=1),)
    told: list[ArticleFiguresChanged] = []
    machine.desk.hub.listen(ArticleFiguresChanged, told.append)
    machine.live(MINE)
    await machine.until(lambda: told)
    assert machine.use.figures[NAME].solved_share == 0.5
    machine.use.refresh()
    assert machine.work.asked == 1
    machine.ticks += 301
    machine.use.refresh()
    await machine.until(lambda: machine.work.asked == 2)


async def test_a_damaged_errand_is_dropped(machine: Desk, tmp_path: Path) -> None:
    await machine.stop()
    storage = AccountStorage(tmp_path)
    await storage.open()
    await storage.outbox.keep_errand(ErrandRow(id="uses:x", body=b'{"type":"uses","uses":7}'))
    await storage.outbox.keep_errand(ErrandRow(id="uses:y", body=b"\xff"))
    await storage.close()
    await machine.start()
    assert not machine.use.waiting
