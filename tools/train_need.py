"""Fits the weights by which a turn is judged to need an answer: ``python -m tools.train_need SETS`` writes them.

SETS is the folder with ``gating/`` and ``intents/``. Turns of MultiDoGO teach what needs no answer and what does;
questions to a bank and an insurer, whose writers use question marks and tell of trouble, only what does. Every weight
is drawn towards a value set by hand, so that what the sets hardly show (Dutch, question marks, taking a question back)
is not decided by their accidents.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from math import exp, sqrt
from pathlib import Path

from operator_console.knowledge.need import features

TARGET = Path(__file__).resolve().parents[1] / "operator_console" / "knowledge" / "need_weights.py"
BY_HAND: Mapping[str, float] = {
    "question mark": 2.0,
    "asks nothing": -1.0,
    "trouble": 0.8,
    "trouble and topic": 0.8,
    "begins asking": 1.0,
    "question word": 0.8,
    "wish and topic": 1.0,
    "action and topic": 0.6,
    "no topic": -1.5,
    "parts": -1.0,
    "parts without topic": -1.0,
    "detail": -1.5,
    "says detail": -0.5,
    "told a name": -1.5,
    "taken back": -3.0,
    "asks attention": -3.0,
    "tells what they do": -1.2,
    "refuses": -0.5,
    "agrees": -0.5,
    "only agrees": -1.0,
    "many topic words": 0.5,
    "long": 0.3,
}
NEVER_ABOVE_ZERO = frozenset({"only agrees", "no function words", "one word"})
EPOCHS = 6
STEP = 0.1
PULL = 0.02
INTENTS = {"banking77": 3000, "dstc11-insurance": 600}

Example = tuple[dict[str, float], bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path)
    sets = parser.parse_args().sets
    examples = [
        *turns_of(sets / "gating" / "multidogo-airline.jsonl"),
        *turns_of(sets / "gating" / "multidogo-media.jsonl"),
    ]
    weights = fit([*usable(examples), *questions_of(sets)])
    lines = "".join(f'    "{name}": {value:.2f},\n' for name, value in sorted(weights.items()))
    TARGET.write_text(
        '"""Weights by which a turn is judged to need an answer; data only, by ``python -m tools.train_need``."""'
        f"\n\nWEIGHTS: dict[str, float] = {{\n{lines}}}\n",
        "utf-8",
    )


def turns_of(path: Path) -> list[Example]:
    """Return the marked turns of a file."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines())
    return [(features(row["text"], row["previous"], "en"), row["need"]) for row in rows]


def questions_of(sets: Path) -> Iterator[Example]:
    """Give questions that all need an answer, from the training halves of sets of intents."""
    for name, count in INTENTS.items():
        path = sets / "intents" / name / "utterances.jsonl"
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        texts = [row["text"] for row in rows if row["split"] == "train"]
        random.Random(3).shuffle(texts)
        yield from ((features(text, (), "en"), True) for text in texts[:count])


def usable(examples: Sequence[Example]) -> list[Example]:
    """Leave out turns marked as needing an answer that are no more than "ok": nothing can be learnt of them."""
    return [
        (found, need) for found, need in examples if not (need and "no topic" in found and "question mark" not in found)
    ]


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Fit a logistic model, both kinds weighing the same, by AdaGrad; the same on every run."""
    chance = random.Random(1)
    examples = list(examples)
    needed = sum(need for _found, need in examples)
    heavier = (len(examples) - needed) / max(1, needed)
    weights = dict(BY_HAND)
    steepness: dict[str, float] = {}
    for _epoch in range(EPOCHS):
        chance.shuffle(examples)
        for found, need in examples:
            total = sum(weights.get(name, 0.0) * value for name, value in found.items())
            likely = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))
            miss = (likely - 1.0) * heavier if need else likely
            for name, value in found.items():
                weight = weights.get(name, 0.0)
                slope = miss * value + PULL * (weight - BY_HAND.get(name, 0.0))
                steepness[name] = steepness.get(name, 1e-3) + slope * slope
                weight -= STEP * slope / sqrt(steepness[name])
                weights[name] = min(0.0, weight) if name in NEVER_ABOVE_ZERO else weight
    return weights


if __name__ == "__main__":
    main()
