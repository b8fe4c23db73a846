"""Opening hours over real sockets: tabs are told, clocks pause at the very moment, and a sleep changes nothing."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from operator_console.domain.opening_hours import OpeningHours, Span, always_open
from operator_console.domain.response_clock import ResponseClock
from operator_console.domain.site_settings import SiteTexts
from operator_console.server import site_hours
from operator_console.server import switchboard as switchboard_module
from operator_console.server.store import unit as unit_module
from tests.contract.server_desk import Desk, Frame, running_desk

CLOSED = OpeningHours(time_zone="Europe/Amsterdam")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


def _clock(desk: Desk, chat_id: str) -> ResponseClock:
    found = [chat for chat in desk.server.switchboard.chats.everybody() if chat.id == chat_id]
    return found[0].clock


def _is_paused(frame: Frame) -> bool:
    conversation = frame["change"].get("conversation") or {}
    return (conversation.get("clock") or {}).get("paused_at") is not None


def _around(now: datetime) -> OpeningHours:
    """Return hours that close with the next minute and open again a minute later, every day."""
    minute = now.hour * 60 + now.minute
    spans = {1439: (Span(0, 1439),)}.get(minute, (Span(0, minute + 1),))
    return OpeningHours(time_zone="UTC", weekly=(spans,) * 7)


async def test_a_widget_knows_when_it_opens_and_what_the_owner_says(desk: Desk) -> None:
    hours = OpeningHours(time_zone="Europe/Amsterdam", weekly=((Span(540, 541),),) * 7)
    texts = {"nl": SiteTexts(greeting="Hoi!", away="Tot morgen."), "en": SiteTexts(away="See you tomorrow.")}
    await desk.set_up("shop", hours=hours, texts=texts, call_back=False)
    now = datetime.now(UTC)
    dutch = (await desk.visitor(language="nl-BE")).frames[0]["site"]
    page = {"type": "page", "url": "https://shop.example/", "language": "en"}
    english = (await desk.visitor(language="nl", page=page)).frames[0]["site"]
    german = (await desk.visitor(language="de")).frames[0]["site"]
    if hours.is_open(now):
        pytest.skip("the one minute of the day")
    opens_at = datetime.fromisoformat(dutch["opens_at"])
    assert (dutch["is_open"], dutch["time_zone"], dutch["call_back"]) == (False, "Europe/Amsterdam", False)
    assert opens_at == hours.next_change(now)
    assert dutch["texts"]["away"] == "Tot morgen."
    assert english["texts"]["away"] == "See you tomorrow."  # the widget speaks the page's language
    assert german["texts"]["away"] == "See you tomorrow."


async def test_tabs_and_clocks_follow_when_hours_are_changed(desk: Desk) -> None:
    console, tab, chat_id = await desk.chat()
    await desk.set_up("shop", hours=CLOSED)
    told = await tab.expect("availability", lambda frame: not frame["is_open"])
    assert told["available"] is True
    await console.expect("event", _is_paused)
    stood = _clock(desk, chat_id)
    waited_s = stood.waited_s(datetime.now(UTC))
    assert waited_s < 5
    await desk.set_up("shop", hours=None)
    await tab.expect("availability", lambda frame: frame["is_open"])
    await console.expect("event", lambda frame: frame["change"]["type"] == "conversation_upserted")
    going = _clock(desk, chat_id)
    assert going.paused_at is None
    assert going.paused_s > 0


async def test_a_chat_that_begins_outside_hours_starts_paused_and_may_be_answered(desk: Desk) -> None:
    await desk.set_up("shop", hours=CLOSED)
    console, _tab, chat_id = await desk.chat()
    clock = _clock(desk, chat_id)
    assert clock.running
    assert clock.paused_at == clock.started_at
    await console.send(
        "send", client_id="answer-by-night", conversation_id=chat_id, base_seq=99, text="We are closed, but yes."
    )
    message = (await console.expect("event", lambda frame: "answer-by-night" in str(frame)))["change"]["message"]
    assert message["reply_s"] == 0.0


async def test_nobody_in_a_queue_is_told_to_wait_outside_hours(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        board = desk.server.switchboard
        await desk.set_up("shop", hours=CLOSED)
        tab = await desk.visitor()
        ack = await tab.say("Anybody?")
        chat = board.chats.get(ack["conversation_id"])
        assert chat is not None
        board.places._tell_one(chat, 0, board.places._paces[chat.department_id], 4e9)
        assert not [frame for frame in await tab.drain() if frame["type"] == "queue_place"]
        await desk.set_up("shop", hours=None)
        async with asyncio.timeout(5):
            while _clock(desk, chat.id).paused_at is not None:
                await asyncio.sleep(0.02)
        chat = board.chats.get(chat.id)
        assert chat is not None
        board.places._tell_one(chat, 0, board.places._paces[chat.department_id], 4e9)
        assert (await tab.expect("queue_place"))["ahead"] == 0


def _shifted(shift: timedelta) -> type[datetime]:
    class Shifted(datetime):
        """A clock that is ahead of this machine's."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain one, as others get
            return datetime.now(tz) + shift

    return Shifted


async def test_the_timer_pauses_at_the_very_moment_of_closing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _console, tab, chat_id = await desk.chat()
    now = datetime.now(UTC)
    closing = (now + timedelta(minutes=2)).replace(second=0, microsecond=0)
    clock = _shifted(closing - timedelta(seconds=1.5) - now)
    for module in (site_hours, unit_module, switchboard_module):
        monkeypatch.setattr(module, "datetime", clock)
    await desk.set_up("shop", hours=_around(closing - timedelta(minutes=1)))
    await tab.expect("availability", lambda frame: not frame["is_open"])
    async with asyncio.timeout(5):
        while _clock(desk, chat_id).paused_at is None:
            await asyncio.sleep(0.02)
    assert _clock(desk, chat_id).paused_at == closing


async def test_a_server_that_slept_through_closing_and_opening_counts_only_what_was_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(days=1)
    minute = day.hour * 60 + day.minute
    # From tomorrow on it is closed for 30 minutes of every day.
    closed = sorted({minute, (minute + 30) % 1440})
    spans: tuple[Span, ...] = (
        (Span(0, closed[0]), Span(closed[1], 1440)) if closed[0] == minute else (Span(closed[0], closed[1]),)
    )
    spans = tuple(span for span in spans if span.opens < span.closes)
    hours = OpeningHours(
        time_zone="UTC", weekly=(spans,) * 7, exceptions={datetime.now(UTC).date(): always_open("UTC").weekly[0]}
    )
    async with running_desk(tmp_path) as desk:
        await desk.set_up("shop", hours=hours)
        _console, _tab, chat_id = await desk.chat()
        began = _clock(desk, chat_id).started_at
        assert began is not None
    for module in (site_hours, unit_module, switchboard_module):
        monkeypatch.setattr(module, "datetime", _shifted(timedelta(days=1, hours=2)))
    for _start in range(2):
        async with running_desk(tmp_path, fresh=False) as desk:
            async with asyncio.timeout(5):
                while _clock(desk, chat_id).paused_s == 0:
                    await asyncio.sleep(0.02)
            clock = _clock(desk, chat_id)
            now = datetime.now(UTC) + timedelta(days=1, hours=2)
            assert abs(clock.waited_s(now) - hours.open_s(began, now)) < 0.01
