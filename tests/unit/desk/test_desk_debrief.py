"""A practice round in hindsight: replies on the clock, articles, own words and manners, from transcripts alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from operator_console.desk.debrief import Debrief, Found, Practised, debrief, is_used
from operator_console.domain.articles import Article
from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
    SystemLine,
)
from operator_console.domain.ids import ArticleKey, ConversationId, DepartmentId, MessageId, SiteId, VisitId, VisitorId
from operator_console.domain.practice import Dialogue, Persona, PracticePage, PracticeVisit, turns_of
from operator_console.domain.response_clock import ClockTargets, ResponseClock

AT = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
ARTICLE = Article(
    key=ArticleKey("garantie"),
    site_id=SiteId("shop"),
    language="nl",
    title="Garantie",
    summary="Op elke fiets zit vijf jaar garantie.",
    body="Op het frame van elke fiets zit vijf jaar garantie, op de accu en de motor twee jaar.",
    facts=("Op de accu zit twee jaar garantie.", "Ja."),
    url="https://shop.example/help/garantie",
)


class Told:
    """A practice chat, told line by line."""

    def __init__(self, name: str = "one", *, articles: tuple[str, ...] = ()) -> None:
        self.chat = ConversationId(f"cv_{name}")
        self.messages: list[Message] = []
        self.clock = ResponseClock()
        self.opened: set[ArticleKey] = set()
        self.dialogue = Dialogue(
            key=name,
            site="shop",
            language="nl",
            visitor=Persona(),
            visit=PracticeVisit(pages=(PracticePage(path="/", title=""),)),
            turns=turns_of("hoi"),
            title=name.capitalize(),
            articles=articles,
        )

    def visitor(self, text: str, at_s: float = 0.0) -> "Told":
        return self._add(AuthorKind.VISITOR, text, at_s)

    def agent(self, text: str, reply_s: float | None = None, at_s: float = 0.0, *, holding: bool = False) -> "Told":
        return self._add(AuthorKind.AGENT, text, at_s, reply_s=reply_s, holding=holding)

    def system(self, line: SystemLine) -> "Told":
        self._add(AuthorKind.SYSTEM, "", 0.0)
        self.messages[-1] = structs.replace(self.messages[-1], kind=MessageKind.SYSTEM, system=line)
        return self

    def practised(self) -> Practised:
        conversation = Conversation(
            id=self.chat,
            site_id=SiteId("shop"),
            department_id=DepartmentId("d"),
            visitor_id=VisitorId("vs"),
            visit_id=VisitId("vt"),
            state=ConversationState.ASSIGNED,
            started_at=AT,
            visitor_name="Anna Jansen",
            clock=self.clock,
        )
        return Practised(
            dialogue=self.dialogue,
            conversation=conversation,
            messages=tuple(self.messages),
            targets=ClockTargets(target_s=30.0, holding_s=120.0),
            opened=frozenset(self.opened),
        )

    def _add(
        self, kind: AuthorKind, text: str, at_s: float, *, reply_s: float | None = None, holding: bool = False
    ) -> "Told":
        number = len(self.messages) + 1
        message = Message(
            id=MessageId(f"{self.chat}-{number}"),
            conversation_id=self.chat,
            pos=number,
            kind=MessageKind.TEXT,
            author=Author(kind=kind),
            sent_at=AT + timedelta(seconds=at_s or number),
            text=text,
            reply_s=reply_s,
            holding=holding,
        )
        self.messages.append(message)
        return self


def _of(*told: Told, now_s: float = 600.0) -> Debrief:
    return debrief([each.practised() for each in told], [ARTICLE], AT + timedelta(seconds=now_s))


def test_nothing_practised_says_nothing() -> None:
    empty = debrief([], [], AT)
    assert (empty.on_time_share, empty.median_s, empty.p90_s, empty.personal_share) == (None,) * 4
    assert (empty.late, empty.expected, empty.found, empty.mannerly) == ((), 0, 0, 0)


def test_replies_are_read_from_the_clock() -> None:
    told = Told().visitor("hoi").visitor("nog iets").agent("dag", 12.0).visitor("en?").agent("zo", 42.0)
    found = _of(told)
    assert [(reply.waited_s, reply.on_time, reply.question) for reply in found.replies] == [
        (12.0, True, "hoi"),
        (42.0, False, "en?"),
    ]
    assert (found.on_time_share, found.median_s, found.p90_s) == (0.5, 27.0, 42.0)


def test_after_a_holding_line_the_longer_limit_counts() -> None:
    told = Told().visitor("waar is hij?").agent("ik kijk", 10.0, holding=True).agent("onderweg", 100.0)
    assert [(reply.limit_s, reply.on_time, reply.question) for reply in _of(told).replies] == [
        (30.0, True, "waar is hij?"),
        (120.0, True, "waar is hij?"),
    ]
    told.visitor("en nu?").agent("nu ook", 100.0)
    assert [reply.limit_s for reply in _of(told).late] == [30.0]


def test_no_answer_needed_ends_the_longer_limit() -> None:
    told = Told().visitor("hoi").agent("ik kijk", 5.0, holding=True).system(SystemLine.NO_ANSWER_NEEDED)
    assert [reply.limit_s for reply in _of(told.visitor("en?").agent("ja", 50.0)).replies] == [30.0, 30.0]


def test_what_still_waits_is_late_once_it_is() -> None:
    told = Told().visitor("hallo?", 5.0)
    told.clock = ResponseClock(started_at=AT + timedelta(seconds=5), limit_s=30.0)
    assert _of(told, now_s=30.0).replies == ()
    (late,) = _of(told, now_s=65.0).late
    assert (late.waited_s, late.answered, late.question) == (60.0, False, "hallo?")
    assert _of(told, now_s=65.0).median_s is None


@pytest.mark.parametrize(
    "answer, used",
    [
        ("Zie https://shop.example/help/garantie voor alles", True),
        ("Dag! Op  de accu zit\ntwee jaar GARANTIE. Fijne dag", True),
        ("op elke fiets zit vijf jaar garantie.", True),
        ("Ja. Dat klopt helemaal", False),
        ("Er zit garantie op", False),
    ],
)
def test_an_article_is_used_by_address_fact_or_summary(answer: str, used: bool) -> None:
    assert is_used(ARTICLE, answer) is used


def test_articles_are_used_opened_or_missed() -> None:
    told = Told(articles=("garantie", "weg", "gezien")).visitor("hoi")
    told.agent("Dag, kijk op https://shop.example/help/garantie", 5.0)
    told.opened = {ArticleKey("gezien")}
    (chat,) = _of(told).chats
    assert [(each.title, each.found) for each in chat.articles] == [
        ("Garantie", Found.USED),
        ("weg", Found.MISSED),
        ("gezien", Found.OPENED),
    ]
    assert (_of(told).found, _of(told).expected) == (2, 3)


def test_an_article_the_case_does_not_name_is_no_fault() -> None:
    told = Told().visitor("hoi").agent("Zie https://shop.example/help/garantie", 5.0)
    assert _of(told).chats[0].also == ("Garantie",)


def test_the_same_answer_to_another_visitor_is_not_personal() -> None:
    paste = "Dank voor je vraag, de bezorger belt je een dag van tevoren om een tijdstip af te spreken."
    one = Told("one").visitor("hoi").agent(paste, 5.0, at_s=10.0)
    two = Told("two").visitor("dag").agent(paste, 5.0, at_s=20.0)
    own = "Morgen tussen drie en vijf staat de monteur met een nieuwe buitenband bij jou voor de deur."
    two.visitor("en?").agent(own, 5.0, at_s=40.0)
    found = _of(one, two)
    assert [(chat.answers, chat.personal) for chat in found.chats] == [(1, 1), (2, 1)]
    assert found.personal_share == 2 / 3


def test_holding_lines_and_short_answers_say_nothing_of_own_words() -> None:
    told = Told().visitor("hoi").agent("Ik zoek het even op, een ogenblik geduld alsjeblieft", 5.0, holding=True)
    assert _of(told.agent("ja hoor", 5.0)).personal_share is None


def test_manners_are_judged_per_chat() -> None:
    kind = Told("one").visitor("Hoi, zit er garantie op?")
    kind.agent("Hallo Anna, ja, er zit vijf jaar garantie op het frame. Fijne dag nog!", 5.0)
    gruff = Told("two").visitor("Hoi, zit er garantie op?").agent("ja", 5.0)
    found = _of(kind, gruff)
    assert found.mannerly == 1
    assert not found.chats[1].manners.greeted


@given(st.lists(st.floats(0.0, 300.0), min_size=1, max_size=40))
def test_figures_keep_their_order(times: list[float]) -> None:
    told = Told()
    for waited_s in times:
        told.visitor("?").agent("ja", waited_s)
    found = _of(told)
    assert found.median_s is not None
    assert found.p90_s is not None
    assert found.median_s <= found.p90_s <= max(times)
    assert len(found.late) == sum(waited_s > 30.0 for waited_s in times)
    assert sum(waited_s <= found.p90_s for waited_s in times) >= 0.9 * len(times)
