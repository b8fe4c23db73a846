"""The knowledge bot's rules: people on request and after two failures, nothing without an article."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.bot import (
    FAILURES,
    MOST_KEPT,
    Heard,
    Kind,
    Move,
    bot_begins,
    decide,
    hear,
    noted,
    wants_person,
)
from operator_console.domain.conversations import BotPart, HandOverReason
from operator_console.domain.ids import SiteId
from operator_console.domain.site_settings import BotMode, SiteSettings

SINCE = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
FRESH = BotPart(since=SINCE)
KINDS = st.sampled_from(Kind)
KEYS = st.lists(st.sampled_from(["returns", "delivery", "warranty"]), unique=True).map(tuple)
TURNS = st.lists(st.tuples(KINDS, KEYS, st.booleans()), max_size=12)
WANTS_PERSON = [
    "een medewerker",
    "medewerker aub",
    "mens",
    "Ik wil graag een medewerker spreken",
    "kan ik met iemand praten?",
    "Ik wil met een echt persoon chatten",
    "kunt u mij doorverbinden met een collega",
    "geen bot alsjeblieft",
    "Is er iemand?",
    "ik wil liever iemand van de klantenservice spreken over mijn bestelling",
    "talk to a person",
    "I'd like to talk to a person",
    "can I speak with someone please",
    "human",
    "agent please",
    "real person",
    "not a bot please",
    "connect me to an agent",
    "I want a human",
    "Please get me a person",
]
WANTS_NOBODY = [
    "Kan een medewerker mijn fiets aan huis ophalen?",
    "Hoeveel mensen mogen er mee?",
    "Voor hoeveel personen is de bakfiets?",
    "wat kost een onderhoudsbeurt",
    "Hoe lang duurt de levering",
    "Is the warranty for one person only?",
    "what does the human body weigh in the harness",
    "Mag iemand anders mijn pakket aannemen?",
    "How many people can watch?",
    "bedankt",
    "",
]


def play(turns: list[tuple[Kind, tuple[str, ...], bool]]) -> list[tuple[Heard, tuple[str, ...], Move, BotPart]]:
    """Play turns until people are asked."""
    part, played = FRESH, []
    for kind, found, more in turns:
        question = "where is it" if kind is Kind.QUESTION or (kind is Kind.NO and more) else ""
        heard = Heard(kind, question)
        decision = decide(part, heard, found)
        part = decision.part
        played.append((heard, found, decision.move, part))
        if decision.move is Move.HAND_OVER:
            break
    return played


@pytest.mark.parametrize(
    "mode, is_open, available, begins",
    [
        (BotMode.OFF, False, False, False),
        (BotMode.OFF, True, True, False),
        (BotMode.OUTSIDE, True, True, False),
        (BotMode.OUTSIDE, True, False, True),
        (BotMode.OUTSIDE, False, True, True),
        (BotMode.OUTSIDE, False, False, True),
        (BotMode.FIRST, True, True, True),
        (BotMode.FIRST, False, False, True),
    ],
)
def test_when_a_chat_begins_with_the_bot(mode: BotMode, is_open: bool, available: bool, begins: bool) -> None:
    settings = SiteSettings(site_id=SiteId("shop"), bot=mode)
    assert bot_begins(settings, is_open=is_open, available=available) is begins


@pytest.mark.parametrize("text", WANTS_PERSON)
def test_a_wish_for_a_person_is_understood(text: str) -> None:
    assert wants_person(text)
    assert wants_person(text.upper())


@pytest.mark.parametrize("text", WANTS_NOBODY)
def test_people_in_a_question_are_no_wish_for_one(text: str) -> None:
    assert not wants_person(text)


@given(st.sampled_from(WANTS_PERSON), st.lists(st.text(max_size=60), max_size=3), TURNS)
def test_a_request_for_a_person_always_hands_over(
    wish: str, others: list[str], turns: list[tuple[Kind, tuple[str, ...], bool]]
) -> None:
    played = play(turns)
    part = played[-1][3] if played else FRESH
    heard = hear((*others, wish), part)
    decision = decide(part, heard, ("returns",))
    assert heard.kind is Kind.PERSON
    assert (decision.move, decision.part.reason) == (Move.HAND_OVER, HandOverReason.ASKED)


@given(TURNS)
def test_two_failures_in_a_row_always_hand_over(turns: list[tuple[Kind, tuple[str, ...], bool]]) -> None:
    failures, showing = 0, False
    for heard, found, move, part in play(turns):
        if heard.kind is Kind.OVER or (heard.kind is Kind.QUESTION and showing):
            failures = 0  # what it showed before was let stand
        failures += heard.kind is Kind.NO
        if heard.question and not found:
            failures += 1
        assert (move is Move.HAND_OVER) == (failures >= FAILURES or heard.kind in {Kind.PERSON, Kind.FILE})
        assert part.failed < FAILURES or move is Move.HAND_OVER
        showing = move is Move.SHOW or (showing and heard.kind is Kind.GREETING)


@given(TURNS)
def test_nothing_is_answered_without_an_article(turns: list[tuple[Kind, tuple[str, ...], bool]]) -> None:
    for heard, found, move, part in play(turns):
        assert move is not Move.SHOW or (found and heard.question)
        assert not part.asking or move in {Move.SHOW, Move.ASK}


@given(st.text(max_size=300), st.booleans(), st.booleans())
def test_every_text_is_understood_as_something(text: str, asking: bool, greets: bool) -> None:
    part = structs.replace(FRESH, asking=asking)
    heard = hear((text,), part, greets=greets)
    assert decide(part, heard, ()).move is not Move.SHOW
    assert asking or heard.kind is not Kind.NO


@pytest.mark.parametrize(
    "text, kind, question",
    [
        ("nee", Kind.NO, ""),
        ("Nee, dit is het niet", Kind.NO, ""),
        ("No, that is not it", Kind.NO, ""),
        ("geen van deze", Kind.NO, ""),
        ("That didn't help", Kind.NO, ""),
        ("nee ik bedoel de garantie op de accu", Kind.NO, "ik bedoel de garantie op de accu"),
        ("Ja, dank je!", Kind.OVER, ""),
        ("thanks, that helped", Kind.OVER, ""),
        ("doei", Kind.OVER, ""),
        ("👍", Kind.OVER, ""),
        ("ok maar wat kost het dan", Kind.QUESTION, "ok maar wat kost het dan"),
        ("helpt?", Kind.QUESTION, "helpt?"),
        ("wat is de levertijd", Kind.QUESTION, "wat is de levertijd"),
    ],
)
def test_what_is_said_of_an_answer(text: str, kind: Kind, question: str) -> None:
    heard = hear((text,), structs.replace(FRESH, asking=True))
    assert (heard.kind, heard.question) == (kind, question)


def test_a_no_is_a_question_when_nothing_was_shown() -> None:
    assert hear(("no signal on my display",), FRESH).kind is Kind.QUESTION


def test_who_sends_a_file_gets_people() -> None:
    heard = hear((), FRESH, has_file=True)
    assert decide(FRESH, heard, ()).part.reason is HandOverReason.FILE


@pytest.mark.parametrize("only", [HandOverReason.TROUBLE, HandOverReason.OFF, HandOverReason.NO_ARTICLES])
def test_what_hinders_the_bot_brings_people_whatever_was_written(only: HandOverReason) -> None:
    for kind in (Kind.QUESTION, Kind.OVER, Kind.GREETING):
        decision = decide(FRESH, Heard(kind, "x"), ("returns",), only=only)
        assert (decision.move, decision.part.reason) == (Move.HAND_OVER, only)


def test_its_part_is_kept_within_bounds() -> None:
    part = FRESH
    for number in range(50):
        part = noted(part, f"question {number}\nof  two lines " + "x" * 500, ((f"key{number}", "T" * 500), ("a", "A")))
    assert len(part.articles) == len(part.titles) == len(part.asked) == MOST_KEPT
    assert part.articles[-1] == "key49"
    assert all("\n" not in line and len(line) <= 140 for line in (*part.asked, *part.titles))


def test_it_waits_for_the_bot_until_it_is_answered_or_handed_over() -> None:
    asked = structs.replace(FRESH, asked_pos=3)
    assert asked.is_asked
    assert not structs.replace(asked, answered_pos=3).is_asked
    assert not structs.replace(asked, handed_over_at=SINCE + timedelta(minutes=1)).is_asked
