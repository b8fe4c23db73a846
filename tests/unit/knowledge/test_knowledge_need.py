"""Whether a turn needs an answer, judged by the shape of language alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.knowledge.need import features, need_logit, need_of
from operator_console.knowledge.need_weights import WEIGHTS
from operator_console.knowledge.suggestion import SPEAK_FROM

TURNS = Path(__file__).resolve().parents[2] / "data" / "knowledge"


@pytest.mark.parametrize("name, most", [("turns-nl.jsonl", 0.15), ("turns-nl-fresh.jsonl", 0.25)])
def test_dutch_turns_are_told_apart(name: str, most: float) -> None:
    """The first list was looked at while the words were chosen, the second one was not."""
    rows = [json.loads(line) for line in (TURNS / name).read_text("utf-8").splitlines()]
    speaks = {
        need: [need_logit(row["text"], row["previous"], "nl") >= SPEAK_FROM for row in rows if row["need"] is need]
        for need in (True, False)
    }
    assert sum(speaks[True]) / len(speaks[True]) >= 0.85
    assert sum(speaks[False]) / len(speaks[False]) <= most


@pytest.mark.parametrize(
    "language, asking, silent",
    [
        ("nl", "hoe zeg ik mijn abonnement op", "nee dank je wel"),
        ("nl", "Mijn scherm blijft zwart als ik hem aanzet", "Jan de Vries"),
        ("nl", "ik wil graag een fiets ruilen", "mijn klantnummer is 28374"),
        ("en", "i want to change my seat", "ok thank you very much"),
        ("en", "My card has not arrived yet", "my name is John"),
        (None, "wat kost verzending", "ok"),
        (None, "how do I cancel my order", "prima"),
    ],
)
def test_a_question_needs_more_than_small_talk(language: str | None, asking: str, silent: str) -> None:
    assert need_logit(asking, (), language) >= SPEAK_FROM > need_logit(silent, (), language)


def test_what_was_said_before_counts() -> None:
    asked = features("en naar Duitsland?", ("Wat zijn de verzendkosten?",), "nl")
    assert asked["asked before"] == 1.0
    assert "first turn" not in asked
    assert features("Wat zijn de verzendkosten?", (), "nl")["first turn"] == 1.0


def test_every_weight_is_of_a_feature_that_can_be_seen() -> None:
    seen: set[str] = set()
    for path in TURNS.glob("turns-*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            seen.update(features(row["text"], row["previous"], "nl"))
    seen.update(features("my name is Jo 12345", ("hello",), "en"))
    assert set(WEIGHTS) - seen <= {"same subject", "asked earlier"}


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=4), st.sampled_from(["nl", "en", "de", None]))
def test_any_turn_has_a_likelihood(text: str, previous: list[str], language: str | None) -> None:
    assert 0.0 <= need_of(text, previous, language) <= 1.0
    assert all(0.0 <= value <= 1.0 for value in features(text, previous, language).values())


@given(st.sampled_from(["hoe werkt de garantie", "ik wil mijn adres wijzigen", "my bike is broken"]))
def test_a_question_mark_never_makes_it_less(text: str) -> None:
    assert need_of(f"{text}?") >= need_of(text)


def test_a_megabyte_is_read_in_bounded_time() -> None:
    for text in ("a" * 1_000_000, "hoe " * 250_000, "é" * 500_000, "12-" * 300_000, "a@" * 400_000):
        assert 0.0 <= need_of(text, (text, text), "nl") <= 1.0
