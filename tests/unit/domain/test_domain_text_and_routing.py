"""Links, text from outside, identifiers, articles and routing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.articles import Article
from operator_console.domain.ids import AgentId, ArticleKey, SiteId, new_id
from operator_console.domain.links import find_links, is_safe_url, shown_host
from operator_console.domain.people import AgentStatus
from operator_console.domain.plain_text import MAX_NAME_CHARS, clean_line, clean_message
from operator_console.domain.response_clock import ClockTargets, ResponseClock
from operator_console.domain.routing import AgentLoad, choose_agent, waiting_on_agent

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


def load(name: str, *, waiting: int = 0, waited_s: float = 0.0, **values: object) -> AgentLoad:
    clock = ResponseClock().visitor_wrote(NOW - timedelta(seconds=waited_s), ClockTargets())
    given_values: dict[str, object] = {
        "agent_id": AgentId(name),
        "status": AgentStatus.ONLINE,
        "connected": True,
        "capacity": 4,
        "clocks": (clock,) * waiting,
        "open_chats": waiting,
    }
    return AgentLoad(**(given_values | values))  # type: ignore[arg-type]  # a test's own values


def test_the_least_busy_agent_gets_the_chat() -> None:
    assert choose_agent([load("a", waiting=2), load("b", waiting=1), load("c", waiting=3)], NOW) == "b"
    assert choose_agent([load("a", open_chats=3), load("b", open_chats=1)], NOW) == "b"
    earlier, later = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    assert choose_agent([load("a", last_assigned_at=later), load("b", last_assigned_at=earlier)], NOW) == "b"


@pytest.mark.parametrize(
    "values",
    [
        {"status": AgentStatus.BUSY},
        {"status": AgentStatus.OFFLINE},
        {"connected": False},
        {"waiting": 4},
        {"waiting": 2, "waited_s": 25.0},
    ],
)
def test_nobody_without_room_gets_one(values: dict[str, object]) -> None:
    assert choose_agent([load("a", **values)], NOW) is None  # type: ignore[arg-type]  # a test's own values


def test_only_waiting_chats_count_against_capacity() -> None:
    clocks = (ResponseClock(), ResponseClock().visitor_wrote(NOW, ClockTargets()))
    assert waiting_on_agent(load("a", clocks=clocks, open_chats=2)) == 1
