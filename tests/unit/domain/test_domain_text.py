"""Links, text from outside, identifiers, articles and routing."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId, new_id
from operator_console.domain.links import find_links, is_safe_url, shown_host
from operator_console.domain.plain_text import MAX_NAME_CHARS, clean_line, clean_message

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text, urls",
    [
        ("see https://shop.example/a?b=1.", ["https://shop.example/a?b=1"]),
        ("(www.shop.example)", ["https://www.shop.example"]),
        ("mail me: a.b@shop.example!", ["mailto:a.b@shop.example"]),
        ("javascript:alert(1) file:///etc/passwd data:text/html,x", []),
        ("https://user:secret@shop.example/", []),
        ("ms-msdt:/id \\\\host\\share", []),
        ("https://a.example\u202egpj.exe", ["https://a.example"]),
    ],
)
def test_links_are_found_and_only_harmless_ones(text: str, urls: list[str]) -> None:
    found = find_links(text)
    assert [link.url for link in found] == urls
    assert all(0 <= link.start < link.end <= len(text) for link in found)


@given(st.text(max_size=300))
def test_every_found_link_is_safe(text: str) -> None:
    assert all(is_safe_url(link.url) for link in find_links(text))


def test_a_look_alike_host_shows_its_true_name() -> None:
    assert shown_host("https://ex\u0430mple.com/x") == "xn--exmple-4nf.com"
    assert not is_safe_url("https://a.example/" + "x" * 3000)


@given(st.text(max_size=500))
def test_cleaned_text_is_clean_and_stays_so(text: str) -> None:
    cleaned = clean_message(text)
    assert clean_message(cleaned) == cleaned
    assert not any(char in cleaned for char in "\x00\u202e\u2066\x7f")
    assert cleaned.encode().decode() == cleaned


@given(st.text(max_size=2000))
def test_a_cleaned_line_is_one_bounded_line(text: str) -> None:
    line = clean_line(text)
    assert len(line) <= MAX_NAME_CHARS
    assert "\n" not in line


def test_piles_of_marks_are_cut_and_markup_stays_literal() -> None:
    assert len(clean_message("a" + "\u0301" * 1000)) <= 9
    assert clean_message('<img src="file:///x">%1&F') == '<img src="file:///x">%1&F'


def test_identifiers_differ_and_are_readable() -> None:
    made = {new_id("cv") for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(one) == 29 and one.startswith("cv_") for one in made)


def test_an_article_is_overdue_after_its_day() -> None:
    article = Article(
        key=ArticleKey("a"), site_id=SiteId("s"), language="nl", title="A", summary="", body="", review=date(2026, 3, 1)
    )
    assert not article.is_overdue(date(2026, 3, 1))
    assert article.is_overdue(date(2026, 3, 2))
