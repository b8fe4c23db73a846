"""The outbox over a real file and a server of the test's own: order, ticks, parking, files, disk trouble."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operator_console.backends import base
from operator_console.desk import outbox as outbox_module
from operator_console.desk.errors import OutboxUnavailable
from operator_console.desk.outbox import Outbox, OutboxDoors, Standing
from operator_console.desk.state import Delivery, Entry, ParkReason
from operator_console.domain.conversations import Message, MessageKind
from operator_console.domain.ids import AgentId, AttachmentId, ClientId, ConversationId, MessageId
from operator_console.domain.people import Agent
from operator_console.protocol.frames import Refusal
from operator_console.runtime.backoff import Backoff
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage
from tests.fakes.fake_backend import FakeBackend

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
CHAT, OTHER = ConversationId("cv_1"), ConversationId("cv_2")
ME = Agent(id=AgentId("ag"), account="a", name="Anna Aalders", first_name="Anna")


class Bench:
    """An outbox with everything around it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.errors: list[BaseException] = []
        self.scope = TaskScope("test", lambda _name, error: self.errors.append(error))
        self.storage = AccountStorage(folder)
        self.backend = FakeBackend()
        self.now = AT
        self.standing: dict[ConversationId, Standing] = {}
        self.shown: dict[str, Entry] = {}
        self.ticks: list[ClientId] = []
        self.shares: list[float] = []
        self.positions = 0
        self.outbox = self.make()

    def make(self) -> Outbox:
        return Outbox(
            self.storage.outbox,
            self.backend,
            self.scope,
            OutboxDoors(
                now=lambda: self.now,
                me=lambda: ME,
                show=self._show,
                ticked=self._tick,
                standing=lambda name: self.standing.get(name, Standing.MINE),
                progressed=lambda _client_id, share: self.shares.append(share),
            ),
        )

    def _show(self, _conversation_id: ConversationId, entry: Entry) -> None:
        self.shown[entry.key] = entry

    def _tick(self, _conversation_id: ConversationId, client_id: ClientId, _message: Message) -> None:
        self.ticks.append(client_id)

    async def write(self, text: str, conversation_id: ConversationId = CHAT) -> ClientId:
        return await self.outbox.add(conversation_id, MessageKind.TEXT, text, base_seq=1)

    def ack(self, client_id: ClientId) -> None:
        self.positions += 1
        self.outbox.stored(
            base.MessageStored(
                client_id=client_id,
                conversation_id=CHAT,
                message_id=MessageId(f"ms_{self.positions}"),
                pos=self.positions,
                at=self.now,
            )
        )

    async def restart(self, *, killed: bool = False) -> None:
        """End this run, and begin the next one."""
        await self.scope.close()
        if not killed:
            await self.outbox.flush()
        await self.storage.close()
        self.scope = TaskScope("again", lambda _name, error: self.errors.append(error))
        self.storage = AccountStorage(self.folder)
        await self.storage.open()
        self.backend = FakeBackend()
        self.shown.clear()
        self.outbox = self.make()
        await self.outbox.load()

    async def close(self) -> None:
        await self.scope.close()
        await self.storage.close()
        assert self.errors == []

    @property
    def texts(self) -> list[str]:
        return [sent.text for sent in self.backend.sent]

    async def until(self, holds: object) -> None:
        async with asyncio.timeout(5):
            while not holds():  # type: ignore[operator]  # a function without arguments
                await asyncio.sleep(0.005)


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    made = Bench(tmp_path)
    await made.storage.open()
    yield made
    await made.close()


async def test_nothing_is_sent_before_everything_missed_was_handed_over(bench: Bench) -> None:
    key = await bench.write("one")
    assert bench.backend.sent == []
    assert bench.shown[key].delivery is Delivery.QUEUED
    bench.outbox.live()
    assert bench.texts == ["one"]
    assert bench.shown[key].delivery is Delivery.IN_FLIGHT
    bench.ack(key)
    assert (bench.ticks, bench.outbox.waiting) == ([key], 0)


async def test_one_message_of_a_chat_is_on_its_way_at_a_time(bench: Bench) -> None:
    bench.outbox.live()
    first = await bench.write("one")
    await bench.write("two")
    await bench.write("elsewhere", OTHER)
    assert bench.texts == ["one", "elsewhere"]
    bench.ack(first)
    assert bench.texts == ["one", "elsewhere", "two"]


async def test_after_a_lost_connection_the_same_message_is_sent_again(bench: Bench) -> None:
    bench.outbox.live()
    key = await bench.write("one")
    bench.outbox.offline()
    assert bench.shown[key].delivery is Delivery.QUEUED
    bench.outbox.live()
    assert [sent.client_id for sent in bench.backend.sent] == [key, key]
    stored = bench.shown[key].message
    bench.outbox.seen(stored)
    assert bench.outbox.waiting == 0
    bench.ack(key)
    assert bench.ticks == []


async def test_unsent_messages_outlive_the_run_and_old_ones_ask_first(bench: Bench) -> None:
    old = await bench.write("old")
    bench.now += timedelta(minutes=11)
    await bench.write("fresh")
    await bench.restart()
    bench.outbox.live()
    assert bench.texts == ["fresh"]
    assert bench.shown[old].park_reason is ParkReason.TOO_OLD
    await bench.restart()
    bench.outbox.live()
    assert [entry.delivery for entry in bench.outbox.entries(CHAT)] == [Delivery.PARKED, Delivery.IN_FLIGHT]
    await bench.outbox.retry(old, base_seq=9)
    bench.ack(bench.backend.sent[0].client_id)
    assert (bench.texts, bench.backend.sent[-1].force, bench.backend.sent[-1].base_seq) == (["fresh", "old"], False, 9)


@pytest.mark.parametrize(
    "standing, reason", [(Standing.CLOSED, ParkReason.CLOSED), (Standing.ELSEWHERE, ParkReason.MOVED)]
)
async def test_messages_of_a_chat_that_changed_hands_ask_first(
    bench: Bench, standing: Standing, reason: ParkReason
) -> None:
    key = await bench.write("one")
    bench.standing[CHAT] = standing
    bench.outbox.live()
    assert bench.backend.sent == []
    assert bench.shown[key].park_reason is reason
    assert await bench.outbox.discard(key) == "one"
    assert await bench.outbox.discard(key) is None
    assert bench.outbox.waiting == 0


async def test_a_stale_message_is_parked_and_the_next_one_goes_on(bench: Bench) -> None:
    bench.outbox.live()
    first = await bench.write("one")
    await bench.write("two")
    assert await bench.outbox.discard(first) is None
    bench.outbox.stale(first)
    assert bench.shown[first].park_reason is ParkReason.STALE
    assert bench.texts == ["one", "two"]


@pytest.mark.parametrize(
    "refusal, reason",
    [
        (Refusal.CLOSED, ParkReason.CLOSED),
        (Refusal.TOO_LARGE, ParkReason.TOO_LARGE),
        (Refusal.INVALID, ParkReason.REFUSED),
        (Refusal.CONFLICT, ParkReason.REFUSED),
    ],
)
async def test_a_refusal_parks_with_its_reason(bench: Bench, refusal: Refusal, reason: ParkReason) -> None:
    bench.outbox.live()
    key = await bench.write("one")
    bench.outbox.refused(key, refusal)
    assert (bench.shown[key].delivery, bench.shown[key].park_reason) == (Delivery.PARKED, reason)


async def test_a_server_that_cannot_store_now_is_asked_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Backoff, "next_s", lambda _self: -0.5)
    bench.outbox.live()
    key = await bench.write("one")
    await bench.write("two")
    bench.outbox.refused(key, Refusal.UNAVAILABLE)
    assert bench.shown[key].delivery is Delivery.SLOW
    assert bench.texts == ["one"]
    await bench.until(lambda: bench.texts == ["one", "one"])


async def test_a_late_tick_is_shown_as_slow(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox_module, "SLOW_AFTER_S", 0.01)
    bench.outbox.live()
    key = await bench.write("one")
    await bench.until(lambda: bench.shown[key].delivery is Delivery.SLOW)
    bench.ack(key)
    assert bench.ticks == [key]


async def test_a_file_is_uploaded_first_and_keeps_its_turn(bench: Bench) -> None:
    key = await bench.outbox.add(CHAT, MessageKind.FILE, "", base_seq=1, file=("a.png", b"abc"))
    await bench.write("after")
    attachment = bench.shown[key].message.attachment
    assert attachment is not None
    assert (attachment.name, attachment.content_type, attachment.size_bytes) == ("a.png", "image/png", 3)
    assert await bench.outbox.content(attachment.id) == b"abc"
    await bench.restart()
    bench.outbox.live()
    await bench.until(lambda: bool(bench.backend.sent))
    assert bench.backend.uploaded == [("a.png", b"abc")]
    assert bench.backend.sent[0].attachment_id == AttachmentId("at_1")
    assert len(bench.backend.sent) == 1
    bench.ack(key)
    assert bench.texts == ["", "after"]
    await bench.restart()
    bench.outbox.live()
    assert bench.texts == ["after"]


@pytest.mark.parametrize(
    "error, reason",
    [
        (base.Refused(Refusal.INVALID), ParkReason.FILE_REFUSED),
        (base.Refused(Refusal.TOO_LARGE), ParkReason.TOO_LARGE),
        (base.NotAServer(), ParkReason.FILE_REFUSED),
    ],
)
async def test_a_file_that_is_refused_is_parked(bench: Bench, error: base.BackendError, reason: ParkReason) -> None:
    bench.backend.upload_error = error
    bench.outbox.live()
    key = await bench.outbox.add(CHAT, MessageKind.FILE, "", base_seq=1, file=("a.exe", b"abc"))
    await bench.until(lambda: bench.shown[key].park_reason is reason)
    bench.backend.upload_error = None
    await bench.outbox.retry(key, 1)
    await bench.until(lambda: bool(bench.backend.sent))


async def test_what_cannot_be_kept_is_neither_shown_nor_sent(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    bench = Bench(tmp_path / "file" / "account")
    assert (await bench.storage.open()).outbox.failed
    bench.outbox.live()
    with pytest.raises(OutboxUnavailable) as raised:
        await bench.write("one")
    assert not raised.value.full
    assert (bench.shown, bench.backend.sent, bench.outbox.failed) == ({}, [], True)
    await bench.close()


class StoringServer:
    """Stores each client_id once, answers what the course says, and keeps account."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.stored: list[ClientId] = []
        self.decided: set[ClientId] = set()
        self.handled = 0

    def answer(self, name: str) -> None:
        if self.handled >= len(self.bench.backend.sent):
            return
        client_id = self.bench.backend.sent[self.handled].client_id
        self.handled += 1
        if name == "ack" or client_id in self.stored:
            if client_id not in self.stored:
                self.stored.append(client_id)
            self.bench.ack(client_id)
            return
        self.decided.add(client_id)
        if name == "stale":
            self.bench.outbox.stale(client_id)
        else:
            self.bench.outbox.refused(client_id, Refusal.INVALID)

    async def step(self, name: str, written: list[ClientId]) -> None:
        if name == "write":
            written.append(await self.bench.write(f"{len(written)}"))
        elif name in {"lose", "restart"}:
            if name == "lose":
                self.bench.outbox.offline()
            else:
                await self.bench.restart(killed=True)
            self.handled = len(self.bench.backend.sent)
            self.bench.outbox.live()
        else:
            self.answer(name)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["write", "write", "ack", "lose", "restart", "stale", "refuse"]), max_size=25))
async def test_every_message_is_stored_once_in_order_or_still_kept(
    tmp_path_factory: pytest.TempPathFactory, course: list[str]
) -> None:
    """Whatever is lost and however often the desk is killed."""
    bench = Bench(tmp_path_factory.mktemp("outbox"))
    await bench.storage.open()
    bench.outbox.live()
    server = StoringServer(bench)
    written: list[ClientId] = []
    for name in (*course, *["ack"] * 60):
        await server.step(name, written)
    kept = {entry.key: entry.delivery for entry in bench.outbox.entries(CHAT)}
    stored = server.stored
    straight = [key for key in written if key in stored and key not in server.decided]
    assert len(stored) == len(set(stored))
    assert [key for key in stored if key not in server.decided] == straight
    assert set(stored) | set(kept) == set(written)
    assert all(delivery is Delivery.PARKED for delivery in kept.values())
    assert set(kept) <= server.decided
    await bench.close()


async def test_an_upload_is_cancelled_while_it_runs_and_what_follows_goes_out(bench: Bench) -> None:
    bench.backend.line_holds.clear()
    bench.outbox.live()
    key = await bench.outbox.add(CHAT, MessageKind.FILE, "", base_seq=1, file=("a.png", b"abc"))
    await bench.write("after")
    await bench.until(lambda: bool(bench.backend.upload_keys))
    assert bench.shown[key].is_uploading
    assert await bench.outbox.discard(key) == ""
    await bench.until(lambda: bool(bench.backend.sent))
    await bench.until(lambda: bench.backend.given_up == [key])
    assert bench.texts == ["after"]
    assert bench.backend.uploaded == []
    await bench.restart()
    assert [entry.message.text for entry in bench.outbox.entries(CHAT)] == ["after"]


async def test_a_file_that_has_arrived_cannot_be_cancelled_any_more(bench: Bench) -> None:
    bench.outbox.live()
    key = await bench.outbox.add(CHAT, MessageKind.FILE, "", base_seq=1, file=("a.png", b"abc"))
    await bench.until(lambda: bool(bench.backend.sent))
    assert await bench.outbox.discard(key) is None
    bench.ack(key)
    assert bench.ticks == [key]


async def test_a_broken_line_goes_on_under_the_same_key_and_never_twice_at_once(bench: Bench) -> None:
    bench.backend.line_holds.clear()
    bench.outbox.live()
    key = await bench.outbox.add(CHAT, MessageKind.FILE, "", base_seq=1, file=("a.png", b"abc"))
    await bench.until(lambda: bench.backend.upload_keys == [key])
    bench.outbox.offline()
    bench.outbox.live()
    assert bench.shown[key].is_uploading
    assert bench.backend.upload_keys == [key]  # it goes on: the socket was lost, not the upload
    await bench.restart()  # a killed console begins again where the server is
    bench.backend.line_holds.set()
    bench.outbox.live()
    await bench.until(lambda: bool(bench.backend.sent))
    assert set(bench.backend.upload_keys) == {key}
    assert len(bench.backend.sent) == 1
