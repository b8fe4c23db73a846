"""What people type to find text: words, beginnings, phrases, and nothing that could be syntax."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.query_words import (
    MAX_TERMS,
    SNIPPET_CHARS,
    Term,
    excerpt,
    fold,
    found_in,
    terms_of,
    told_apart,
    words_of,
)


@pytest.mark.parametrize(
    "query, terms",
    [
        ("", ()),
        ("  \t ", ()),
        ("fiets", (Term(("fiets",), begins=True),)),
        ("Fiets zadel", (Term(("fiets",), begins=True), Term(("zadel",), begins=True))),
        ('"kapotte fiets"', (Term(("kapotte", "fiets")),)),
        ("“kapotte fiets” zadel", (Term(("kapotte", "fiets")), Term(("zadel",), begins=True))),
        ('"kapotte fie', (Term(("kapotte", "fie")),)),
        ("OR-48213", (Term(("or", "48213"), begins=True),)),
        ("Hélène", (Term(("helene",), begins=True),)),
        ("a", (Term(("a",)),)),
        ("fiets fiets", (Term(("fiets",), begins=True),)),
        ('"" "--" *', ()),
        ("text : (a OR b*) NEAR(c d, 2) ^e -f", None),
    ],
)
def test_what_is_typed_becomes_words(query: str, terms: tuple[Term, ...] | None) -> None:
    if terms is not None:
        assert terms_of(query) == terms
    assert all(word.isalnum() for term in terms_of(query) for word in term.words)


@given(st.text(max_size=300))
def test_nothing_but_letters_and_digits_comes_out(query: str) -> None:
    terms = terms_of(query)
    assert len(terms) <= MAX_TERMS
    for term in terms:
        assert term.words
        for word in term.words:
            assert word
            assert '"' not in word
            assert "*" not in word
            assert list(words_of(word)) == [word], "folded once is folded for good"


@given(st.text(max_size=400), st.text(max_size=60))
def test_marks_stand_in_order_within_the_text(text: str, query: str) -> None:
    terms = terms_of(query)
    end = 0
    for first, last in found_in(text, terms):
        assert end <= first < last <= len(text)
        end = last
    shown = excerpt(text, terms)
    assert len(shown.text) <= SNIPPET_CHARS
    assert "\n" not in shown.text
    end = 0
    for first, size in shown.marks:
        assert end <= first
        assert size > 0
        end = first + size
    assert end <= len(shown.text)


@given(st.lists(st.text(alphabet="abcdé fgØ", max_size=12), max_size=6))
def test_every_word_of_a_text_finds_it(words: list[str]) -> None:
    text = " ".join(words)
    for word in words_of(text):
        assert told_apart(text, (Term((word,)),)) == 1
        assert told_apart(text, (Term((word[:3],), begins=True),)) == 1


def test_a_phrase_wants_its_words_one_after_the_other() -> None:
    terms = terms_of('"mijn fiets"')
    assert found_in("Mijn FIETS is stuk, mijn oude fiets ook", terms) == ((0, 10),)
    assert not found_in("mijn fietsen", terms), "in quotes nothing goes on"
    assert found_in("mijn fietsen", terms_of("fiets")) == ((5, 12),)


def test_an_excerpt_begins_near_the_first_place() -> None:
    text = "woord " * 100 + "Waar is mijn pakket gebleven? " + "woord " * 100
    shown = excerpt(text, terms_of("pakket"))
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")
    assert [shown.text[first : first + size] for first, size in shown.marks] == ["pakket"]


def test_folding_takes_case_and_accents() -> None:
    assert fold("ÉÉN") == "een"
    assert fold("Søren") == "soren"
    assert fold("STRAẞE") == "strasse"
