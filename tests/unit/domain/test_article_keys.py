"""Keys made from titles: readable, allowed, never taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.article_keys import article_key, is_article_key


@pytest.mark.parametrize(
    "title, key",
    [
        ("Retourneren in de winkel", "retourneren-in-de-winkel"),
        ("Hoeveel kost een accu (500 Wh)?", "hoeveel-kost-een-accu-500-wh"),
        ("Één fiets, twee coördinaten", "een-fiets-twee-coordinaten"),
        ("Straße & Weg", "strasse-en-weg"),
        ("مرحبا", "article"),
        ("", "article"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_title_becomes_a_readable_key(title: str, key: str) -> None:
    assert article_key(title) == key


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=5))
def test_a_made_key_is_always_allowed_and_free(title: str, others: list[str]) -> None:
    taken = {article_key(other) for other in (*others, title)}
    key = article_key(title, taken)
    assert is_article_key(key)
    assert key not in taken


@pytest.mark.parametrize("text", ["", "-a", "A", "a b", "a/b", "é", "a" * 121, "a\n"])
def test_what_cannot_be_a_key(text: str) -> None:
    assert not is_article_key(text)
