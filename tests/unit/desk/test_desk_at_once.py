"""A desk is read from its files without a loop, whatever state they are in, and goes on in one afterwards."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from operator_console.backends import base
from operator_console.desk.desk import Desk
from operator_console.desk.state import DraftFile
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
)
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, MessageId, SiteId, VisitId, VisitorId
from operator_console.domain.people import Agent
from operator_console.runtime.event_hub import EventHub
from operator_console.runtime.server_time import ServerClock
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage
from tests.fakes.fake_backend import FakeBackend

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ME = Agent(id=AgentId("ag_sanne"), account="sanne", name="Sanne Vermeer", first_name="Sanne")
CHAT = ConversationId("cv_1")
MINE = Conversation(
    id=CHAT, site_id=SiteId("st"), department_id=DepartmentId("dp"), visitor_id=VisitorId("vr"), visit_id=VisitId("vt"),
    state=ConversationState.ASSIGNED, agent_id=ME.id, started_at=AT, version=2, last_pos=1,
)  # fmt: skip
VISITOR = Author(kind=AuthorKind.VISITOR, id="vr")
SAID = Message(
    id=MessageId("ms_1"), conversation_id=CHAT, pos=1, kind=MessageKind.TEXT, author=VISITOR, sent_at=AT, text="hallo"
)


def desk_of(
    folder: Path, loop: asyncio.AbstractEventLoop | None = None
) -> tuple[Desk, AccountStorage, FakeBackend, TaskScope]:
    backend, scope = FakeBackend(), TaskScope("test", loop=(lambda: loop) if loop is not None else None)
    storage = AccountStorage(folder)
    clock = ServerClock(ticks=lambda: 0.0, wall=lambda: AT)
    return Desk(ME, backend, storage, clock, EventHub(_fail), scope), storage, backend, scope


def _fail(name: str, error: BaseException) -> None:
    raise AssertionError(name) from error


async def fill(folder: Path) -> None:
    """Leave a chat, a message of it, an answer that was not sent, a draft's file."""
    desk, _storage, backend, scope = desk_of(folder)
    await desk.open()
    backend.tell(base.LinkChanged(word=base.LinkWord.CATCHING_UP))
    backend.tell(base.OwnChatsListed((MINE,)))
    backend.tell(
        base.ChatSnapshot(
            epoch="e", pos=1, conversation=MINE, messages=(SAID,), more=False, visitor=None, visit=None, previous=()
        )
    )
    backend.tell(base.LinkChanged(word=base.LinkWord.LIVE))
    await desk.send(CHAT, "not sent yet")
    desk.draft_files.keep(CHAT, (DraftFile(id="f1", name="a.pdf", content=b"%PDF-1.7"),))
    await desk.draft_files.flush()
    await asyncio.sleep(0.2)  # the cache gathers what it writes
    await desk.close()
    await scope.close()


def read_at_once(desk: Desk, storage: AccountStorage) -> None:
    with storage.here(), pytest.raises(StopIteration):
        desk.read().send(None)


async def end(desk: Desk, scope: TaskScope) -> None:
    await desk.close()
    await scope.close()


def _leave(_folder: Path) -> None:
    pass


def _spoil(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / name).write_bytes(b"no database at all" * 500)

    return spoil


def _take_away(folder: Path) -> None:
    """A folder that is a file: nothing in it can be opened."""
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_bytes(b"")


@pytest.fixture
def later() -> Iterator[asyncio.AbstractEventLoop]:
    """The loop that is to run what is begun before it runs."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


def seen(desk: Desk) -> dict[str, object]:
    return {
        "entries": [(entry.message.text, entry.delivery) for entry in desk.entries(CHAT)],
        "kept": [kept.text for kept in desk.kept()],
        "files": desk.draft_files.has(CHAT),
        "rail": [row.conversation.id for row in (*desk.rail().your_turn, *desk.rail().waiting_for_visitor)],
        "unusable": desk.connection.storage_failed,
    }


@pytest.mark.parametrize("change", [_leave, _spoil("cache.db"), _spoil("outbox.db"), _take_away])
def test_it_is_read_as_with_a_loop(
    tmp_path: Path, later: asyncio.AbstractEventLoop, change: Callable[[Path], None]
) -> None:
    folder, other = tmp_path / "account", tmp_path / "other" / "account"
    asyncio.run(fill(folder))
    shutil.copytree(folder, other)
    change(folder)
    change(other)

    async def with_loop() -> dict[str, object]:
        desk, _storage, _backend, scope = desk_of(other)
        await desk.read()
        found = seen(desk)
        await end(desk, scope)
        return found

    desk, storage, _backend, scope = desk_of(folder, later)
    read_at_once(desk, storage)
    found = seen(desk)
    desk.selected(CHAT)  # counts as read, which is written later
    later.run_until_complete(end(desk, scope))
    assert found == asyncio.run(with_loop())
    assert found["unusable"] is (change is _take_away)
    if change is _leave:
        assert [text for text, _delivery in found["entries"]] == ["hallo", "not sent yet"]  # type: ignore[attr-defined]


def test_what_was_wished_before_the_loop_is_written_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "account"
    asyncio.run(fill(folder))
    desk, storage, _backend, scope = desk_of(folder)
    read_at_once(desk, storage)
    unread = next(row.unread for row in desk.rail().your_turn or desk.rail().waiting_for_visitor)
    desk.selected(CHAT)

    async def go_on() -> None:
        await storage.history.value("nothing")  # the first job from the loop
        await asyncio.sleep(0.2)
        await end(desk, scope)

    asyncio.run(go_on())
    again, storage, _backend, scope = desk_of(folder)
    read_at_once(again, storage)
    row = next(row for row in again.rail().your_turn or again.rail().waiting_for_visitor)
    assert (unread, row.unread) == (1, 0)
    asyncio.run(end(again, scope))
