"""Alerts, each once; drafts and typing; suggestions one at a time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operator_console.desk import alerts as alerts_module
from operator_console.desk import typing as typing_module
from operator_console.desk.alerts import Alerts
from operator_console.desk.drafts import Drafts
from operator_console.desk.events import AlertRaised, SuggestionsChanged
from operator_console.desk.state import AlertKind, Draft
from operator_console.desk.suggestions import PAINT_FIRST_S, Suggestions
from operator_console.desk.typing import AgentTyping, VisitorSilence
from operator_console.domain.articles import Article
from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import (
    ArticleKey,
    ConversationId,
    DepartmentId,
    SiteId,
    VisitId,
    VisitorId,
)
from operator_console.domain.response_clock import ClockTargets, ResponseClock
from operator_console.knowledge.values import Suggestion, SuggestionRequest
from operator_console.runtime.task_scope import TaskScope
from operator_console.storage.account import AccountStorage

CHAT, OTHER = ConversationId("cv_1"), ConversationId("cv_2")
TARGETS = ClockTargets()


def conversation(started_at: datetime | None) -> Conversation:
    clock = ResponseClock() if started_at is None else ResponseClock().visitor_wrote(started_at, TARGETS)
    return Conversation(
        id=CHAT,
        site_id=SiteId("s"),
        department_id=DepartmentId("d"),
        visitor_id=VisitorId("v"),
        visit_id=VisitId("t"),
        state=ConversationState.ASSIGNED,
        started_at=datetime.now(UTC),
        clock=clock,
    )


@pytest.fixture
async def scope() -> AsyncIterator[TaskScope]:
    errors: list[BaseException] = []
    made = TaskScope("test", lambda _name, error: errors.append(error))
    yield made
    await made.close()
    assert errors == []


def kinds(raised: list[AlertRaised]) -> list[AlertKind]:
    return [one.kind for one in raised]


async def test_a_deadline_is_raised_once_per_question(scope: TaskScope) -> None:
    raised: list[AlertRaised] = []
    heard = asyncio.Event()

    def publish(alert: AlertRaised) -> None:
        raised.append(alert)
        heard.set()

    alerts = Alerts(publish, lambda: datetime.now(UTC), scope)
    alerts.start()
    alerts.live(first=True)
    began = datetime.now(UTC) - timedelta(seconds=19.95)
    for _ in range(3):
        alerts.clock_changed(conversation(began), TARGETS)
    assert raised == []
    async with asyncio.timeout(5):
        await heard.wait()
    alerts.clock_changed(conversation(began), TARGETS)
    alerts.clock_changed(conversation(None), TARGETS)
    await asyncio.sleep(0.02)
    assert kinds(raised) == [AlertKind.DEADLINE]
    heard.clear()
    alerts.clock_changed(conversation(began + timedelta(seconds=0.01)), TARGETS)
    async with asyncio.timeout(5):
        await heard.wait()
    assert kinds(raised) == [AlertKind.DEADLINE] * 2


async def test_an_answer_in_time_raises_nothing(scope: TaskScope) -> None:
    raised: list[AlertRaised] = []
    alerts = Alerts(raised.append, lambda: datetime.now(UTC), scope)
    alerts.start()
    alerts.clock_changed(conversation(datetime.now(UTC) - timedelta(seconds=19.97)), TARGETS)
    alerts.clock_changed(conversation(None), TARGETS)
    await asyncio.sleep(0.06)
    assert raised == []


async def test_a_replay_raises_one_alert_per_chat_and_the_start_none(scope: TaskScope) -> None:
    raised: list[AlertRaised] = []
    alerts = Alerts(raised.append, lambda: datetime.now(UTC), scope)
    alerts.became_mine(CHAT)
    alerts.live(first=True)
    assert raised == []
    alerts.catching_up()
    alerts.became_mine(CHAT)
    for _ in range(50):
        alerts.visitor_wrote(CHAT)
        alerts.visitor_wrote(OTHER)
    alerts.live(first=False)
    assert [(one.conversation_id, one.kind) for one in raised] == [
        (CHAT, AlertKind.NEW_CHAT),
        (OTHER, AlertKind.MESSAGE),
    ]


async def test_a_chat_that_passes_through_the_queue_is_nobody_s_concern(
    scope: TaskScope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts_module, "QUEUE_PATIENCE_S", 0.01)
    raised: list[AlertRaised] = []
    alerts = Alerts(raised.append, lambda: datetime.now(UTC), scope)
    alerts.live(first=True)
    alerts.queued(CHAT)
    alerts.queued(OTHER)
    alerts.left_queue(CHAT)
    await asyncio.sleep(0.05)
    assert [(one.conversation_id, one.kind) for one in raised] == [(OTHER, AlertKind.QUEUE)]


async def test_a_draft_is_on_disk_within_a_second(scope: TaskScope, tmp_path: Path) -> None:
    storage = AccountStorage(tmp_path)
    await storage.open()
    drafts = Drafts(storage.outbox, scope)
    assert drafts.save(CHAT, Draft(text="a"))
    assert not drafts.save(CHAT, Draft(text="ab", cursor=2))
    async with asyncio.timeout(1):
        while not await storage.outbox.drafts():
            await asyncio.sleep(0.02)
    again = Drafts(storage.outbox, scope)
    await again.load()
    assert again.get(CHAT) == Draft(text="ab", cursor=2)
    assert again.save(CHAT, Draft())
    await again.flush()
    assert await storage.outbox.drafts() == ()
    await storage.close()


async def test_typing_is_told_rarely_and_ends_by_itself(scope: TaskScope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing_module, "AGENT_PAUSE_S", 0.02)
    monkeypatch.setattr(typing_module, "VISITOR_SILENT_S", 0.02)
    told: list[tuple[ConversationId, bool]] = []
    typing = AgentTyping(lambda name, active: told.append((name, active)), scope)
    for _ in range(20):
        typing.typed(CHAT, active=True)
    assert told == [(CHAT, True)]
    await asyncio.sleep(0.06)
    assert told == [(CHAT, True), (CHAT, False)]
    silent: list[ConversationId] = []
    watch = VisitorSilence(silent.append, scope)
    watch.heard(CHAT, active=True)
    watch.heard(OTHER, active=True)
    watch.heard(OTHER, active=False)
    await asyncio.sleep(0.06)
    assert silent == [CHAT]


async def test_only_the_newest_words_are_looked_up_next(scope: TaskScope) -> None:
    article = Article(key=ArticleKey("a"), site_id=SiteId("s"), language="nl", title="A", summary="", body="")
    asked: list[str] = []
    published: list[SuggestionsChanged] = []
    release = asyncio.Event()

    async def suggest(request: SuggestionRequest) -> tuple[Suggestion, ...]:
        asked.append(request.text)
        await release.wait()
        return (Suggestion(article=article, reason_words=(request.text,), score=1.0),)

    suggestions = Suggestions(suggest, published.append, scope)
    suggestions.ask(CHAT, SuggestionRequest(text="a"))
    async with asyncio.timeout(5):
        while not asked:
            await asyncio.sleep(0.005)
    for text in ("ab", "abc", "abc"):
        suggestions.ask(CHAT, SuggestionRequest(text=text))
        await asyncio.sleep(0)
    release.set()
    async with asyncio.timeout(5):
        while len(published) < 2:
            await asyncio.sleep(0.005)
    assert asked == ["a", "abc"]
    assert suggestions.get(CHAT)[0].reason_words == ("abc",)
    suggestions.ask(CHAT, SuggestionRequest(text="abc"))
    await asyncio.sleep(2 * PAINT_FIRST_S)
    assert asked == ["a", "abc"]
    suggestions.index_changed()
    suggestions.forget(CHAT)
    assert suggestions.get(CHAT) == ()


async def test_an_overdue_answer_is_raised_after_its_warning_and_an_offer_at_once(scope: TaskScope) -> None:
    raised: list[AlertRaised] = []
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    alerts = Alerts(raised.append, lambda: now[0], scope)
    alerts.live(first=True)
    chat = conversation(now[0] - timedelta(seconds=25))
    alerts.clock_changed(chat, TARGETS)
    alerts._raise_due()
    assert kinds(raised) == [AlertKind.DEADLINE]
    now[0] += timedelta(seconds=5)
    alerts._raise_due()
    alerts.clock_changed(chat, TARGETS)
    alerts._raise_due()
    assert kinds(raised) == [AlertKind.DEADLINE, AlertKind.OVERDUE]
    alerts.offered(OTHER)
    alerts.mentioned(OTHER)
    assert kinds(raised)[2:] == [AlertKind.OFFER, AlertKind.MENTION]
