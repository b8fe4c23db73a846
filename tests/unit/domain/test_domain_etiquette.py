"""Manners at the end of a chat: what is missing is said, what is doubtful is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.conversations import AuthorKind
from operator_console.domain.etiquette import SaidLine, check, is_question

Said = tuple[str, str]


def lines(*said: Said) -> list[SaidLine]:
    kinds = {"v": AuthorKind.VISITOR, "a": AuthorKind.AGENT}
    return [SaidLine(author=kinds[who], text=text) for who, text in said]


GOOD = lines(
    ("v", "hallo, kan ik mijn fiets in de winkel laten repareren?"),
    ("a", "Goedemiddag Marieke! Ja hoor, repareren kan in al onze winkels."),
    ("v", "fijn"),
    ("a", "Graag gedaan, fijne dag nog!"),
)


def test_a_chat_with_good_manners_lacks_nothing() -> None:
    found = check(GOOD, "Marieke de Boer", "nl")
    assert found.is_complete
    assert (found.greeted, found.name_used, found.open_questions, found.closed_kindly) == (True, True, (), True)


def test_what_is_missing_is_said() -> None:
    found = check(
        lines(("v", "Wat kost verzending? En kan ik ook ophalen in Utrecht?"), ("a", "Verzending kost 5 euro.")),
        "Marieke de Boer",
        "nl",
    )
    assert not found.greeted
    assert found.name_used is False
    assert found.open_questions == ("En kan ik ook ophalen in Utrecht?",)
    assert not found.closed_kindly


@pytest.mark.parametrize("name", [None, "", "klant", "anonymous", "12345", "mevrouw"])
def test_no_name_is_missed_where_none_is_known(name: str | None) -> None:
    assert check(GOOD, name, "nl").name_used is None


@pytest.mark.parametrize(
    "name, text, used",
    [
        ("Zoë van Dijk", "Dag Zoe, dat kan", True),
        ("Zoë van Dijk", "Dag mevrouw Van Dijk", True),
        ("Jan Jansen", "Jans fiets is klaar", True),
        ("Jan Jansen", "In januari is hij klaar", False),
    ],
)
def test_a_name_is_found_as_people_write_it(name: str, text: str, used: bool) -> None:
    assert check(lines(("a", text)), name, "nl").name_used is used


@pytest.mark.parametrize(
    "said, still_open",
    [
        ([("v", "Is it waterproof?"), ("a", "Yes!")], ()),
        ([("v", "Hebben jullie die ook in het blauw"), ("a", "Ja, in drie kleuren zelfs.")], ()),
        (
            [("v", "Do you ship to Belgium?"), ("a", "One moment, let me check."), ("v", "ok")],
            ("Do you ship to Belgium?",),
        ),
        ([("v", "Do you ship to Belgium?"), ("a", "What is your postcode?")], ("Do you ship to Belgium?",)),
        ([("v", "Hoe lang duurt de levering?"), ("v", "laat maar, al gevonden")], ()),
        ([("v", "how are you? can you help me?"), ("a", "Hello!")], ()),
        ([("v", "when does it arrive?"), ("v", "when does it arrive??"), ("a", "Hi")], ("when does it arrive??",)),
        (
            [
                ("v", "Kan ik achteraf betalen? En hoelang is de garantie?"),
                ("a", "Achteraf betalen kan met Klarna. Dat is gratis."),
            ],
            ("En hoelang is de garantie?",),
        ),
        (
            [
                ("v", "Can I pay later? And how long is the warranty?"),
                ("a", "Paying later works with Klarna."),
                ("v", "great"),
                ("a", "The warranty lasts five years."),
            ],
            (),
        ),
        ([("a", "Kan ik u helpen?"), ("v", "Ik zoek een helm.")], ()),
        ([("v", "Wat kost hij?"), ("v", "ok dank je"), ("a", "Fijne dag!")], ("Wat kost hij?",)),
    ],
)
def test_open_questions(said: list[Said], still_open: tuple[str, ...]) -> None:
    assert check(lines(*said), None, None).open_questions == still_open


def test_a_holding_line_answers_nothing() -> None:
    asked = SaidLine(author=AuthorKind.VISITOR, text="Is de XL op voorraad?")
    held = SaidLine(author=AuthorKind.AGENT, text="De XL op voorraad, dat ga ik na.", holding=True)
    assert check([asked, held], None, "nl").open_questions == ("Is de XL op voorraad?",)


@pytest.mark.parametrize(
    "text, asks",
    [
        ("Wat kost dat", True),
        ("ok en kan ik dat ook ruilen", True),
        ("do you have it in blue", True),
        ("Kan ik je iets vragen?", False),
        ("Are you there?", False),
        ("ok?", False),
        ("Ik wil een fiets kopen.", False),
        ("What a lovely day", True),
        ("", False),
        ("???", False),
    ],
)
def test_a_question_is_known_by_its_shape(text: str, asks: bool) -> None:
    assert is_question(text) is asks


said_lines = st.lists(
    st.builds(SaidLine, author=st.sampled_from(AuthorKind), text=st.text(max_size=120), holding=st.booleans()),
    max_size=12,
)


@given(said_lines, st.none() | st.text(max_size=30), st.sampled_from(["nl", "en", "de", None]))
def test_anything_may_be_said(said: list[SaidLine], name: str | None, language: str | None) -> None:
    found = check(said, name, language)
    by_visitor = " ".join(line.text for line in said if line.author is AuthorKind.VISITOR)
    assert all(question in by_visitor for question in found.open_questions)
    assert len(found.open_questions) <= 20


@given(said_lines)
def test_more_kind_words_never_make_it_worse(said: list[SaidLine]) -> None:
    before = check(said, "Marieke", "nl")
    after = check([*said, SaidLine(author=AuthorKind.AGENT, text="Graag gedaan Marieke, fijne dag!")], "Marieke", "nl")
    assert after.closed_kindly
    assert after.name_used
    assert after.greeted >= before.greeted
    assert set(after.open_questions) <= set(before.open_questions)


@pytest.mark.parametrize("text", ["a" * 1_000_000, "wat is dat? " * 80_000, "." * 1_000_000, "hoi\n" * 250_000])
def test_long_texts_are_read_in_part(text: str) -> None:
    found = check(lines(("v", text), ("a", text)), "Marieke", "nl")
    assert len(found.open_questions) <= 20
