"""The archive from a real desk over a real server: found after the wrap-up, commented, exported, a server dead."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from operator_console.desk.archive_files import ChatForm, ExportWords, write_chats
from operator_console.desk.state import ConnectionPhase
from operator_console.domain.archive import ArchiveQuery
from operator_console.domain.conversations import Outcome
from operator_console.domain.ids import ConversationId, SiteId
from operator_console.protocol.archive import ExportArchive
from tests.contract.desk_stage import Stage
from tests.contract.desk_stage import stage as open_stage

WORDS = ExportWords(
    language="nl", visitor="Bezoeker %1", site="Site", agent="Medewerker", outcome="Uitkomst", tags="Labels",
    note="Notitie", comment="Reactie", file="Bestand", outcomes={}, sites={"shop": "Shop"}, currencies={"shop": "EUR"},
)  # fmt: skip


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path) as running:
        yield running


async def test_a_chat_from_its_wrap_up_to_a_file(stage: Stage, tmp_path: Path) -> None:
    watched = await stage.desk()
    archive = watched.desk.archive
    tab = await stage.visitor()
    ack = await tab.say("Past het kinderzitje op mijn bakfiets?")
    chat = ConversationId(ack["conversation_id"])
    await watched.until_own(chat)
    await watched.desk.send(chat, "Ja, op elke buis tot 40 mm.")
    await watched.until(lambda desk: desk.connection.waiting_out == 0)
    assert await watched.desk.wrap_up(chat, Outcome.SALE, ("zitje",), "tevreden", 8_995)
    query = ArchiveQuery(text="kinderzitje tevreden", outcome=Outcome.SALE, tags=("zitje",))
    page = await archive.search(query)
    while page is None or not page.hits:  # the server indexes soon after the wrap-up
        page = await archive.search(query)
    (hit,) = page.hits
    assert hit.snippet is not None
    assert (hit.conversation.id, hit.late, hit.snippet.text.startswith("Past het")) == (chat, 0, True)
    assert await archive.tags_of(SiteId("shop")) == ("zitje",)
    assert await archive.comment(chat, "Goed gedaan") is not None
    opened = await archive.open(chat)
    assert opened is not None
    assert [comment.text for comment in opened.comments] == ["Goed gedaan"]
    assert [reply.late for reply in opened.replies] == [False]
    assert next(entry.message.text for entry in opened.opened.entries if entry.message.text).startswith("Past het")
    pieces: list[bytes] = []
    assert await archive.export(ExportArchive(conversation_ids=(chat,)), pieces.append)
    target = tmp_path / "chat.csv"
    assert write_chats(b"".join(pieces).splitlines(), ChatForm.CSV, WORDS, target) == 1
    row = target.read_text("utf-8-sig").splitlines()[1]
    assert ",sale,89.95,EUR,zitje,tevreden,1,1," in row
    assert not await archive.export(ExportArchive(query=ArchiveQuery()), pieces.append), "only leads export everything"
    stage.server.kill()
    await watched.until(lambda desk: desk.connection.phase is not ConnectionPhase.LIVE)
    assert await archive.search(query) is None
    assert await archive.open(chat) is None
    assert not await archive.remove_comment(opened.comments[0].id)
    assert await archive.tags_of(SiteId("shop")) == ("zitje",), "what was known before"


async def test_the_owner_hears_of_comments_and_has_seen_them_by_opening(stage: Stage) -> None:
    watched = await stage.desk()
    tab = await stage.visitor()
    chat = ConversationId((await tab.say("Hallo"))["conversation_id"])
    await watched.until_own(chat)
    await watched.desk.send(chat, "Dag!")
    await watched.until(lambda desk: desk.connection.waiting_out == 0)
    colleague = await stage.desk(await stage.sign_in("ben"))
    await colleague.until(lambda desk: desk.connection.phase is ConnectionPhase.LIVE)
    assert await colleague.desk.archive.comment(chat, "Mooie groet") is not None
    await watched.until(lambda desk: desk.archive.unread == 1)
    assert colleague.desk.archive.unread == 0
    assert await watched.desk.archive.open(chat) is not None
    await watched.until(lambda desk: desk.archive.unread == 0)
