"""Spans of a day as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.hours_words import BadSpans, read_spans, spans_text
from operator_console.domain.opening_hours import Span

EDGES = st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True).map(sorted)


@given(EDGES)
def test_what_is_written_is_read(edges: list[int]) -> None:
    spans = tuple(Span(opens, closes) for opens, closes in zip(edges[::2], edges[1::2], strict=False))
    assert read_spans(spans_text(spans)) == spans


@pytest.mark.parametrize(
    "text, spans",
    [
        ("", ()), ("  ", ()), ("9-17", (Span(540, 1020),)), ("09:00 – 17.30", (Span(540, 1050),)),
        ("13:00-17:00, 9:00-12:30", (Span(540, 750), Span(780, 1020))),
        ("9-12 en 13-17", (Span(540, 720), Span(780, 1020))), ("0-24", (Span(0, 1440),)),
        ("0900-1730", (Span(540, 1050),)), ("9-12; 12-13", (Span(540, 720), Span(720, 780))),
    ],
)  # fmt: skip
def test_ways_to_write(text: str, spans: tuple[Span, ...]) -> None:
    assert read_spans(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "closed",
        "9",
        "9-",
        "17-9",
        "9-9",
        "9-25",
        "9:60-17",
        "24:01-24:02",
        "9-12, 11-14",
        "9-12,",
        "-5-9",
        "9-17" * 99,
        "٩-17x",
    ],
)
def test_what_says_no_hours(text: str) -> None:
    with pytest.raises(BadSpans):
        read_spans(text)
