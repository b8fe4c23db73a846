"""Files that wait beside a draft: on disk at once, the same after a kill, gone when they were sent or taken back."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operator_console.desk.draft_files import KEPT_FOR, DraftFiles
from operator_console.desk.state import DraftFile
from operator_console.domain.ids import ConversationId
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage
from operator_console.storage.errors import StorageError, StorageFull

CHAT, OTHER = ConversationId("cv_1"), ConversationId("cv_2")


@pytest_asyncio.fixture
async def scope() -> AsyncIterator[TaskScope]:
    errors: list[BaseException] = []
    scope = TaskScope("test", lambda _name, error: errors.append(error))
    yield scope
    await scope.close()
    assert errors == []


def _file(number: int, size_bytes: int = 3) -> DraftFile:
    return DraftFile(id=f"df_{number}", name=f"{number}.pdf", content=bytes([number]) * size_bytes)


async def _again(storage: AccountStorage, scope: TaskScope) -> DraftFiles:
    """Return what a console that is started anew has."""
    files = DraftFiles(storage.outbox, scope)
    await files.load()
    return files


async def test_files_are_on_disk_within_a_second_and_there_again(scope: TaskScope, tmp_path: Path) -> None:
    storage = AccountStorage(tmp_path)
    await storage.open()
    told: list[ConversationId] = []
    files = DraftFiles(storage.outbox, scope, changed=told.append)
    large = _file(1, 20 * 1024 * 1024)
    files.keep(CHAT, (large,))
    files.keep(CHAT, (large, _file(2)))
    files.keep(OTHER, (_file(3),))
    async with asyncio.timeout(10):  # a second where nothing else runs
        while len(await storage.outbox.draft_file_ids()) < 2:
            await asyncio.sleep(0.02)
    await files.flush()
    again = await _again(storage, scope)
    assert (again.has(CHAT), again.has(OTHER)) == (True, True)
    assert await again.of(CHAT) == (large, _file(2))
    again.keep(CHAT, (_file(2),))
    again.keep(OTHER, ())
    assert not again.has(OTHER)
    await again.flush()
    assert await (await _again(storage, scope)).of(CHAT) == (_file(2),)
    assert told == [CHAT, OTHER]
    await storage.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=st.lists(st.lists(st.integers(1, 5), unique=True, max_size=5), min_size=1, max_size=6))
async def test_the_last_wish_is_what_is_kept(
    scope: TaskScope, tmp_path_factory: pytest.TempPathFactory, wishes: list[list[int]]
) -> None:
    storage = AccountStorage(tmp_path_factory.mktemp("account"))
    await storage.open()
    files = DraftFiles(storage.outbox, scope)
    for wish in wishes:
        files.keep(CHAT, tuple(_file(number) for number in wish))
        await asyncio.sleep(0)
    await files.flush()
    kept = await (await _again(storage, scope)).of(CHAT)
    assert {file.id for file in kept} == {f"df_{number}" for number in wishes[-1]}
    await storage.close()


async def test_old_ones_that_nobody_sent_are_removed(scope: TaskScope, tmp_path: Path) -> None:
    storage = AccountStorage(tmp_path)
    await storage.open()
    files = DraftFiles(storage.outbox, scope)
    files.keep(CHAT, (_file(1),))
    await files.flush()
    await storage.outbox.forget_draft_files(datetime.now(UTC) - KEPT_FOR)
    assert await storage.outbox.draft_file_ids() == {CHAT: frozenset({"df_1"})}
    await storage.outbox.forget_draft_files(datetime.now(UTC) + timedelta(seconds=1))
    assert await storage.outbox.draft_file_ids() == {}
    await storage.close()


async def test_a_full_disk_is_told_and_the_files_are_written_when_there_is_room(
    scope: TaskScope, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = AccountStorage(tmp_path)
    await storage.open()
    told: list[StorageError] = []
    files = DraftFiles(storage.outbox, scope, told.append)

    async def full(*_given: object) -> None:
        raise StorageFull("outbox")

    with monkeypatch.context() as patched:
        patched.setattr(storage.outbox, "add_draft_file", full)
        files.keep(CHAT, (_file(1),))
        await files.flush()
        assert [type(error) for error in told][:1] == [StorageFull]
        assert await files.of(CHAT) == (_file(1),)
    await files.flush()
    assert await (await _again(storage, scope)).of(CHAT) == (_file(1),)
    await storage.close()
