"""Practice cases: what may be in one, their plain-text form, and making one of a chat without anybody in it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.conversations import (
    Author,
    AuthorKind,
    Conversation,
    ConversationState,
    Message,
    MessageKind,
)
from operator_console.domain.ids import ConversationId, DepartmentId, MessageId, SiteId, VisitId, VisitorId
from operator_console.domain.mix_up import Person
from operator_console.domain.own_facts import mask_facts
from operator_console.domain.people import Cart, CartItem, Device, DeviceKind, PageView, Visit
from operator_console.domain.practice import (
    MOST_TURNS,
    CaseBroken,
    Dialogue,
    Persona,
    PracticeCart,
    PracticePage,
    PracticeVisit,
    Turn,
    check_dialogue,
    text_of,
    turns_of,
)
from operator_console.domain.practice_from_chat import MOST_MESSAGES, case_of_chat

AT = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
PAGE = PracticePage(path="/help", title="Help")
GOOD = Dialogue(
    key="a-case",
    site="shop",
    language="nl",
    visitor=Persona(),
    visit=PracticeVisit(pages=(PAGE,)),
    turns=(Turn(say="hoi"), Turn(wait="answer"), Turn(leave=True)),
)
ITEM = CartItem(name="a", quantity=1, price_cents=1)
LINES = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


def test_a_good_case_is_good() -> None:
    check_dialogue(GOOD)


@pytest.mark.parametrize(
    "broken",
    [
        {"key": "../etc/passwd"},
        {"key": ""},
        {"language": "fr"},
        {"turns": ()},
        {"turns": (Turn(wait="answer"), Turn(leave=True))},
        {"turns": (Turn(),)},
        {"turns": (Turn(say="a", leave=True),)},
        {"turns": (Turn(say="  "),)},
        {"turns": (Turn(say="x" * 4_001),)},
        {"turns": (Turn(say="a"),) * (MOST_TURNS + 1)},
        {"turns": (Turn(say="a", typing_s=-1.0),)},
        {"turns": (Turn(say="a", patience_s=float("nan")),)},
        {"turns": (Turn(say="a", patience_s=1e9),)},
        {"turns": (Turn(say="a"), Turn(picture="../../secret.png"))},
        {"visit": PracticeVisit(pages=())},
        {"visit": PracticeVisit(pages=(PAGE,) * 21)},
        {"visit": PracticeVisit(pages=(PracticePage(path="//evil.example/", title=""),))},
        {"visit": PracticeVisit(pages=(PracticePage(path="https://evil.example/", title=""),))},
        {"visit": PracticeVisit(pages=(PAGE,), cart=PracticeCart(currency="EUR", items=(ITEM,) * 31))},
        {"articles": ("a",) * 21},
        {"title": "x" * 121},
        {"visitor": Persona(name="x" * 121)},
        {"impatient": "x" * 4_001},
    ],
)
def test_what_cannot_be_played_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(CaseBroken):
        check_dialogue(structs.replace(GOOD, **broken))


def test_only_shipped_cases_show_pictures() -> None:
    shown = structs.replace(GOOD, turns=(Turn(say="kijk"), Turn(picture="a.jpg")))
    check_dialogue(shown, pictures=True)
    with pytest.raises(CaseBroken):
        check_dialogue(shown)


def test_a_story_in_plain_text() -> None:
    turns = turns_of("Hoi\nIk heb een vraag\n\n\nDank je\n")
    assert [turn.say or turn.wait or turn.leave for turn in turns] == [
        "Hoi",
        "Ik heb een vraag",
        "answer",
        "Dank je",
        "answer",
        True,
    ]
    assert text_of(turns) == "Hoi\nIk heb een vraag\n\nDank je"


def test_no_message_is_no_story() -> None:
    assert turns_of(" \n\n\t") == ()


@given(st.lists(LINES.filter(bool) | st.just(""), max_size=30))
def test_text_and_turns_say_the_same(lines: list[str]) -> None:
    turns = turns_of("\n".join(lines))
    assert turns_of(text_of(turns)) == turns
    assert all(turn.steps == 1 for turn in turns)
    assert [turn.say for turn in turns if turn.say is not None] == [line for line in lines if line]


def _chat(*said: tuple[AuthorKind, str]) -> tuple[Conversation, list[Message]]:
    conversation = Conversation(
        id=ConversationId("cv"),
        site_id=SiteId("shop"),
        department_id=DepartmentId("d"),
        visitor_id=VisitorId("vs"),
        visit_id=VisitId("vt"),
        state=ConversationState.CLOSED,
        started_at=AT,
        visitor_name="Marieke de Boer",
    )
    messages = [
        Message(
            id=MessageId(f"m{number}"),
            conversation_id=conversation.id,
            pos=number + 1,
            kind=MessageKind.TEXT,
            author=Author(kind=author),
            sent_at=AT + timedelta(seconds=number),
            text=text,
        )
        for number, (author, text) in enumerate(said)
    ]
    return conversation, messages


V, A = AuthorKind.VISITOR, AuthorKind.AGENT
PERSON = Person(
    conversation_id=ConversationId("cv"),
    name="Marieke de Boer",
    site_name="Shop",
    site_url="https://shop.example",
    email="marieke@boer.example",
)


def _mask(text: str) -> str:
    return mask_facts(text, PERSON)


def test_a_case_of_a_chat_has_nobody_in_it() -> None:
    conversation, messages = _chat(
        (V, "Hoi, met Marieke de Boer, marieke@boer.example, 06 12345678"),
        (V, "Mijn pakket is er nog niet"),
        (A, "Dag Marieke, ik kijk even."),
        (V, "Ik woon op Dorpsstraat 12, 1234 AB Ons Dorp"),
    )
    visit = Visit(
        id=VisitId("vt"),
        visitor_id=VisitorId("vs"),
        site_id=SiteId("shop"),
        started_at=AT,
        last_seen_at=AT,
        referrer="https://mail.example/?to=marieke@boer.example",
        pages=(
            PageView(url="https://shop.example/orders/?email=marieke@boer.example#x", title="Orders", opened_at=AT),
            PageView(url="https://shop.example/account/marieke@boer.example", title="Account", opened_at=AT),
        ),
        device=Device(kind=DeviceKind.PHONE),
        cart=Cart(items=(CartItem(name="Fiets", quantity=1, price_cents=100),)),
    )
    case = case_of_chat(conversation, messages, visit, _mask, language="nl", articles=("bestelling", "bestelling"))
    check_dialogue(case)
    whole = repr(case)
    for fact in ("Marieke", "Boer", "boer.example", "12345678", "Dorpsstraat", "1234 AB", "mail.example"):
        assert fact not in whole, whole
    assert [page.path for page in case.visit.pages] == ["/orders/"]
    assert (case.visitor.name, case.visitor.email, case.visit.cart, case.visit.referrer) == (None,) * 4
    assert case.visitor.device is DeviceKind.PHONE
    assert [turn.wait for turn in case.turns].count("answer") == 2
    assert case.articles == ("bestelling",)


def test_notes_and_the_agents_words_are_no_part_of_a_case() -> None:
    conversation, messages = _chat((V, "Hoi"), (A, "Hallo"), (V, "Dag"))
    messages[1] = structs.replace(messages[1], kind=MessageKind.NOTE)
    case = case_of_chat(conversation, messages, None, _mask, language="de")
    assert text_of(case.turns) == "Hoi\nDag"
    assert (case.language, [page.path for page in case.visit.pages]) == ("nl", ["/"])


@given(st.integers(0, 200))
def test_a_case_of_a_long_chat_can_be_played(count: int) -> None:
    conversation, messages = _chat(*(((V if number % 3 else A), f"bericht {number}") for number in range(count)))
    case = case_of_chat(conversation, messages, None, str, language="en")
    assert case.messages <= MOST_MESSAGES
    if case.messages:
        check_dialogue(case)
