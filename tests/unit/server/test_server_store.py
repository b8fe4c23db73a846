"""The store on a real SQLite file: migrations, backups, epochs, batches, failures."""

import asyncio
import shutil
import sqlite3
import weakref
from collections.abc import AsyncIterator, Coroutine
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from msgspec import Struct

from operator_console.domain.conversations import (
    BotPart,
    Conversation,
    ConversationState,
    Offer,
    OfferReason,
    Outcome,
    WrapUp,
)
from operator_console.domain.ids import AgentId, ClientId, DepartmentId, SiteId
from operator_console.domain.people import Department, Device, Site
from operator_console.protocol.visitor import VisitorSend
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.authorise import VisitorActor
from operator_console.server.store import archive_tables, mail_tables, privacy_tables, reads
from operator_console.server.store import database as database_module
from operator_console.server.store.database import Database, DatabaseUnusable
from operator_console.server.store.directory import Directory, save_department, save_site
from operator_console.server.store.rows import micros, value_of
from operator_console.server.store.store import Store
from operator_console.server.store.tables import metadata
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.store.writer import Committed, StoreUnavailable
from operator_console.server.works.answers import Sent
from operator_console.server.works.handling import close
from operator_console.server.works.messages import SendFromVisitor
from operator_console.server.works.visits import Arrival, Arrived

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def _database(folder: Path, name: str = "server.sqlite3") -> Database:
    return Database(f"sqlite:///{folder / name}", folder / "backups")


def _fill(database: Database) -> None:
    with database.writing() as connection:
        save_department(connection, Department(id=DepartmentId("d"), name="D"))
        save_site(
            connection, Site(id=SiteId("s"), name="S", base_url="https://s.example", department_id=DepartmentId("d"))
        )


class Opened:
    """A store with what it has told."""

    def __init__(self, folder: Path, *, shared: bool = False) -> None:
        self.database = _database(folder)
        _fill(self.database)
        self.committed: list[Committed[Any]] = []
        self.directories: list[Directory] = []
        self.scope = TaskScope("test")
        self.store = Store(self.database, self.scope, self.committed.append, self.directories.append, shared=shared)


@pytest.fixture(params=[False, True], ids=["alone", "shared"])
async def opened(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Opened]:
    found = Opened(tmp_path, shared=request.param)
    yield found
    await found.store.close()
    await found.scope.close()


def _arrival(key: str = "visit-key") -> Arrival:
    return Arrival(
        site_id=SiteId("s"), token_hash=None, new_token_hash=f"hash of {key}", visit_key=key,
        page_url="https://s.example/", page_title="", referrer=None, search_words=None, campaign=None,
        device=Device(), language=None, time_zone=None,
    )  # fmt: skip


def _send(arrived: Arrived, client_id: str, text: str = "hello") -> SendFromVisitor:
    actor = VisitorActor(visitor_id=arrived.visitor.id, site_id=SiteId("s"))
    return SendFromVisitor(actor, arrived.visit.id, VisitorSend(client_id=ClientId(client_id), text=text))


class Broken(Struct, frozen=True):
    """A work with a bug."""

    @property
    def client_key(self) -> None:
        return None

    def apply(self, unit: UnitOfWork) -> None:
        unit.audit("nobody", "half done", "x")
        raise ZeroDivisionError


def _is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Tell whether a table is described by `tables`; the full-text index and what SQLite keeps for it are not."""
    return not (name or "").startswith("archive_words")


def test_migrations_from_empty_make_exactly_the_tables(tmp_path: Path) -> None:
    database = _database(tmp_path)
    with database.reading() as connection:
        options = {"render_as_batch": True, "include_name": _is_ours}
        context = MigrationContext.configure(connection, opts=options)
        others = (archive_tables.archive_due, mail_tables.mails, privacy_tables.retention_runs)
        assert {table.metadata for table in others} == {metadata}
        assert compare_metadata(context, metadata) == []
    database.close()


NEXT_REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "v9999_next"
down_revision = "{head}"


def upgrade() -> None:
    op.create_table("witness", sa.Column("id", sa.Integer(), primary_key=True))
"""


def test_an_existing_database_is_copied_before_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = _database(tmp_path)
    _fill(database)
    epoch = database.epoch
    database.close()
    assert not (tmp_path / "backups").exists()
    migrations = shutil.copytree(database_module.MIGRATIONS, tmp_path / "migrations")
    head = ScriptDirectory(str(database_module.MIGRATIONS)).get_current_head()
    (migrations / "versions" / "v9999_next.py").write_text(NEXT_REVISION.format(head=head))
    monkeypatch.setattr(database_module, "MIGRATIONS", migrations)
    migrated = _database(tmp_path)
    assert migrated.epoch == epoch
    migrated.close()
    (copy,) = (tmp_path / "backups").iterdir()
    for path, tables in ((tmp_path / "server.sqlite3", 1), (copy, 0)):
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'witness'").fetchone() == (tables,)
            assert raw.execute("SELECT count(*) FROM sites").fetchone() == (1,)


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    _database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "server.sqlite3")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = 'v9999'")
    with pytest.raises(DatabaseUnusable):
        _database(tmp_path)
    assert not (tmp_path / "backups").exists()


def test_the_epoch_stays_with_a_database_and_differs_in_its_backup(tmp_path: Path) -> None:
    database = _database(tmp_path)
    epoch = database.epoch
    database.backup(tmp_path / "copy" / "copy.sqlite3")
    with pytest.raises(DatabaseUnusable):
        database.backup(tmp_path / "copy" / "copy.sqlite3")
    database.close()
    again = _database(tmp_path)
    assert again.epoch == epoch
    again.close()
    restored = _database(tmp_path / "copy", "copy.sqlite3")
    assert restored.epoch != epoch
    restored.close()


def test_sqlite_is_set_to_be_durable(tmp_path: Path) -> None:
    database = _database(tmp_path)
    with database.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


async def test_a_transaction_goes_without_a_search_for_garbage(opened: Opened) -> None:
    """Else every message waits in a circle, and the search that finds it holds everybody up."""
    units: list[weakref.ref[UnitOfWork]] = []
    arrived = await opened.store.perform(_arrival())
    await opened.store.transact(lambda unit: units.append(weakref.ref(unit)))
    await opened.store.perform(_send(arrived, "client-1"))  # the writer is past that transaction
    assert units[0]() is None


async def test_many_works_share_a_transaction_and_keep_their_order(opened: Opened) -> None:
    arrived = await opened.store.perform(_arrival())
    answers = await asyncio.gather(
        *(opened.store.perform(_send(arrived, f"client-{number:04}", str(number))) for number in range(300))
    )
    messages = [answer.message for answer in answers if isinstance(answer, Sent)]
    assert [message.pos for message in messages] == list(range(1, 301))
    assert len({message.conversation_id for message in messages}) == 1
    stored, more = await opened.store.read(reads.messages_before, messages[0].conversation_id, 10**6, 400)
    assert [message.text for message in stored] == [str(number) for number in range(300)]
    assert not more


async def test_the_same_message_twice_in_one_batch_is_stored_once(opened: Opened) -> None:
    arrived = await opened.store.perform(_arrival())
    first, second, other = await asyncio.gather(
        opened.store.perform(_send(arrived, "client-0001")),
        opened.store.perform(_send(arrived, "client-0001")),
        opened.store.perform(_send(arrived, "client-0001", "another text")),
    )
    assert isinstance(first, Sent)
    assert isinstance(second, Sent)
    assert first.message == second.message
    assert not isinstance(other, Sent)


async def test_a_bug_in_one_work_fails_that_work_only(opened: Opened) -> None:
    arrived = await opened.store.perform(_arrival())
    answers = await asyncio.gather(
        opened.store.perform(_send(arrived, "client-0001")),
        opened.store.perform(Broken()),
        opened.store.perform(_send(arrived, "client-0002")),
        return_exceptions=True,
    )
    assert isinstance(answers[1], StoreUnavailable)
    assert [answer.message.pos for answer in answers if isinstance(answer, Sent)] == [1, 2]
    with opened.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM audit").scalar() == 0


async def test_a_failed_commit_leaves_nothing_in_memory(opened: Opened) -> None:
    arrived = await opened.store.perform(_arrival())
    await opened.store.perform(_send(arrived, "client-0001"))
    with opened.database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(StoreUnavailable):
        await opened.store.perform(_send(arrived, "client-0002"))
    with opened.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    answer = await opened.store.perform(_send(arrived, "client-0002"))
    assert isinstance(answer, Sent)
    assert answer.message.pos == 2


async def test_a_closed_chat_is_followed_by_a_new_one(opened: Opened) -> None:
    arrived = await opened.store.perform(_arrival())
    first = await opened.store.perform(_send(arrived, "client-0001", "first words"))
    assert isinstance(first, Sent)

    def wrap_up(unit: UnitOfWork) -> None:
        chat = unit.open_conversation_of(arrived.visitor.id)
        assert chat is not None
        close(unit, chat, WrapUp(outcome=Outcome.SOLVED))

    await opened.store.transact(wrap_up)
    second = await opened.store.perform(_send(arrived, "client-0002"))
    assert isinstance(second, Sent)
    assert second.began is not None
    again = await opened.store.perform(_send(arrived, "client-0001", "first words"))
    assert isinstance(again, Sent)
    assert again.message.conversation_id == first.message.conversation_id
    previous = await opened.store.read(reads.previous_chats, arrived.visitor.id)
    assert [(chat.first_text, chat.outcome) for chat in previous] == [("first words", Outcome.SOLVED)]


async def test_visitors_get_numbers_within_their_site(opened: Opened) -> None:
    arrivals = await asyncio.gather(*(opened.store.perform(_arrival(f"key-{number}")) for number in range(5)))
    assert [arrived.visitor.number for arrived in arrivals] == [1, 2, 3, 4, 5]


async def test_positions_of_every_stream_are_gapless(opened: Opened) -> None:
    for number in range(3):
        arrived = await opened.store.perform(_arrival(f"key-{number}"))
        await opened.store.perform(_send(arrived, f"client-{number:04}"))
    with opened.database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT stream, pos FROM events ORDER BY id").all()
        counters: dict[str, int] = dict(map(tuple, connection.exec_driver_sql("SELECT name, pos FROM streams")))
    by_stream: dict[str, list[int]] = {}
    for stream, pos in rows:
        by_stream.setdefault(stream, []).append(pos)
    assert all(found == list(range(1, len(found) + 1)) for found in by_stream.values())
    assert counters["d:d"] == 3


async def test_administration_elsewhere_is_noticed(opened: Opened, tmp_path: Path) -> None:
    other = _database(tmp_path)
    with other.writing() as connection:
        save_department(connection, Department(id=DepartmentId("new"), name="New"))
    other.close()
    async with asyncio.timeout(5):
        while not opened.directories:
            await asyncio.sleep(0.05)
    assert DepartmentId("new") in opened.store.directory.departments


async def test_a_copy_of_the_file_alone_opens_after_a_close(tmp_path: Path) -> None:
    """Closing moves the log into the database, so that a plain copy is whole."""
    found = Opened(tmp_path)
    arrived = await found.store.perform(_arrival())
    sent = await found.store.perform(_send(arrived, "client-0001"))
    await found.store.close()
    await found.scope.close()
    (tmp_path / "elsewhere").mkdir()
    shutil.copy(tmp_path / "server.sqlite3", tmp_path / "elsewhere" / "server.sqlite3")
    copy = _database(tmp_path / "elsewhere")
    assert isinstance(sent, Sent)
    with copy.reading() as connection:
        assert reads.messages_before(connection, sent.message.conversation_id, 99, 5)[0] == (sent.message,)
    copy.close()


CHANGES: list[dict[str, Any]] = [
    {"state": ConversationState.ASSIGNED, "agent_id": AgentId("sanne")},
    {"department_id": DepartmentId("other")},
    {"offer": Offer(id="of_1", reason=OfferReason.TRANSFER, at=NOON, to_department=DepartmentId("other"))},
    {"offer": Offer(id="of_2", reason=OfferReason.TRANSFER, at=NOON, to_agent=AgentId("noor"))},
    {"owner_lost_at": NOON},
    {"bot": BotPart(since=NOON, handed_over_at=NOON)},
    {"tags": ("delivery",)},
]


@pytest.mark.parametrize("together", [True, False], ids=["one batch", "three"])
@pytest.mark.parametrize("changes", CHANGES, ids=" ".join)
async def test_what_is_asked_for_in_columns_is_what_the_body_says(
    opened: Opened, tmp_path: Path, changes: dict[str, Any], together: bool
) -> None:
    arrived = await opened.store.perform(_arrival())
    first = await opened.store.perform(_send(arrived, "first message"))
    assert isinstance(first, Sent)
    chat_id = first.message.conversation_id

    def change(unit: UnitOfWork) -> None:
        chat = unit.conversation(chat_id)
        assert chat is not None
        unit.change(chat, **changes)

    works: list[Coroutine[Any, Any, object]]
    works = [opened.store.perform(_send(arrived, f"message {n}")) for n in (1, 2)]
    works.insert(1, opened.store.transact(change))
    if together:
        await asyncio.gather(*works)
    else:
        for work in works:
            await work
    names = "department_id, agent_id, state, asked_at, last_pos, owner_lost_at, offered_agent_id, offered_department_id"
    with closing(sqlite3.connect(tmp_path / "server.sqlite3")) as raw:
        ((*columns, body),) = raw.execute(f"SELECT {names}, body FROM conversations").fetchall()
    chat = value_of(Conversation, body)
    asked, lost, offer = chat.people_asked_at, chat.owner_lost_at, chat.offer
    assert chat.last_pos == 4
    assert all(getattr(chat, name) == value for name, value in changes.items())
    assert columns == [
        chat.department_id, chat.agent_id, chat.state.value, micros(asked) if asked else None, chat.last_pos,
        micros(lost) if lost else None, offer.to_agent if offer else None,
        offer.to_department if offer and offer.to_agent is None else None,
    ]  # fmt: skip
