"""Suggestions and the mark for text that is not personal: when they speak, and how often they are right.

The sets of turns hold no articles. What is measured on them is (a) the pure judgement whether a turn needs an answer,
and (b) the whole of it with one article per intent, made of the turns of the other half of the same set that were
marked as needing one; every figure is of a half, or a subject, whose turns had no part in the weights or the articles.
"Foreign articles" are a web shop's guidelines, which have little to say to an airline's visitors.
"""

import json
import os
import random
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.same_text import sameness_figures
from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.article_files import read_folder
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.need import features, need_logit
from operator_console.knowledge.suggestion import LEAST_SURENESS, SPEAK_FROM, evidence, speaks, suggest
from operator_console.knowledge.values import SuggestionRequest
from tools.train_need import fit, questions_of, usable

ROOT = Path(__file__).resolve().parents[1]
SETS = Path(os.environ.get("OPERATOR_CONSOLE_SETS", ROOT.parent / "shared" / "data"))
SAMPLES = ROOT / "resources" / "knowledge"
SAMPLE_SITE = SiteId("fietsenwereld")
TURNS = ROOT / "tests" / "data" / "knowledge"
DUTCH = {"nl": TURNS / "turns-nl.jsonl", "nl_fresh": TURNS / "turns-nl-fresh.jsonl"}
SUBJECTS = ("airline", "media")
RECALLS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
SITE = SiteId("bench")
MOST_TURNS_OF_AN_INTENT = 60
UTTERANCES = 10
DIALOGUE_TURNS = 3_000
SILENT = float("-inf")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "how it asks": ("question mark", "begins asking", "question word", "asks nothing"),
    "wishes and actions": (
        "wish", "wish and topic", "wish and action", "action", "action and topic", "begins with action",
    ),
    "trouble": ("trouble", "trouble and topic"),
    "how much it is about": ("no topic", "one topic word", "two topic words", "many topic words", "no function words"),
    "details": ("detail", "says detail", "detail said", "told a name", "share of numbers"),
    "agreeing, refusing, parting": ("agrees", "only agrees", "refuses", "parts", "parts without topic", "taken back"),
    "length": ("one word", "two words", "long", "very long"),
    "turns before": (
        "first turn", "asked before", "asked before, not now", "asked earlier", "same subject", "greeted before",
    ),
}  # fmt: skip

Row = Mapping[str, Any]
Scored = list[tuple[float, bool]]


def run() -> dict[str, float]:
    """Measure; sets that are not there are left out. The folder is `OPERATOR_CONSOLE_SETS`, or ``../shared/data``."""
    figures = {**_dutch(), **sameness_figures()}
    if (SETS / "gating").is_dir():
        figures |= _gating()
    if (SETS / "intents" / "banking77").is_dir():
        figures |= _intents("banking77")
    figures |= _dialogues()
    return figures


# ------------------------------------------------------------------------------------------------ needing an answer


def _gating() -> dict[str, float]:
    questions = list(questions_of(SETS))
    rows = {name: _lines(SETS / "gating" / f"multidogo-{name}.jsonl") for name in SUBJECTS}
    seen = {name: [features(row["text"], row["previous"], "en") for row in rows[name]] for name in SUBJECTS}
    figures: dict[str, float] = {}
    print("\nshare of turns that need nothing on which it speaks, where it speaks on this share of those that do")
    print(f"{'':<34}" + "".join(f"{recall:>8.2f}" for recall in RECALLS))
    for name in SUBJECTS:
        for half in (0, 1):
            inside = [at for at, row in enumerate(rows[name]) if _half(row) == half]
            outside = [at for at, row in enumerate(rows[name]) if _half(row) != half]
            weights = fit([*usable([(seen[name][at], rows[name][at]["need"]) for at in inside]), *questions])
            label = f"{name} half {'ab'[half]} on {'ba'[half]}"
            alone = [(_total(weights, seen[name][at]), bool(rows[name][at]["need"])) for at in outside]
            figures |= _curve(f"suggest.{name}.{'ba'[half]}.gate", f"{label}, gate", alone)
            index = ArticleIndex.build(_articles_of(rows[name][at] for at in inside))
            whole = _with_articles(index, [rows[name][at] for at in outside], alone)
            figures |= _curve(f"suggest.{name}.{'ba'[half]}", f"{label}, with articles", whole)
    for taught, asked in (SUBJECTS, SUBJECTS[::-1]):
        known = [(found, bool(row["need"])) for found, row in zip(seen[taught], rows[taught], strict=True)]
        weights = fit([*usable(known), *questions])
        there = [
            (_total(weights, found), bool(row["need"])) for found, row in zip(seen[asked], rows[asked], strict=True)
        ]
        figures |= _curve(f"suggest.{taught}_to_{asked}.gate", f"{taught} on {asked}, gate", there)
        foreign = ArticleIndex.build(_guidelines())
        whole = _with_articles(foreign, rows[asked], there)
        figures |= _curve(f"suggest.{taught}_to_{asked}.foreign", f"{taught} on {asked}, foreign articles", whole)
    _without_groups(rows, seen, questions)
    return figures


def _without_groups(
    rows: Mapping[str, list[Row]],
    seen: Mapping[str, list[dict[str, float]]],
    questions: list[tuple[dict[str, float], bool]],
) -> None:
    print(
        "\nwhat a kind of feature is worth: speaks on turns that need nothing, at 0.85 of the others (airline on media)"
    )
    for left_out, names in {"nothing": (), **GROUPS}.items():
        cut = {
            subject: [{name: value for name, value in found.items() if name not in names} for found in seen[subject]]
            for subject in SUBJECTS
        }
        known = [(found, bool(row["need"])) for found, row in zip(cut["airline"], rows["airline"], strict=True)]
        asked = [
            ({name: value for name, value in found.items() if name not in names}, need) for found, need in questions
        ]
        weights = fit([*usable(known), *asked])
        scored = [
            (_total(weights, found), bool(row["need"])) for found, row in zip(cut["media"], rows["media"], strict=True)
        ]
        print(f"  without {left_out:<30}{_false_at(scored, 0.85):>8.3f}")


def _curve(key: str, label: str, scored: Scored) -> dict[str, float]:
    print(f"{label:<34}" + "".join(f"{_false_at(scored, recall):>8.3f}" for recall in RECALLS))
    return {
        f"{key}.false_at_80": _false_at(scored, 0.8),
        f"{key}.on_need": _share(scored, True),
        f"{key}.on_none": _share(scored, False),
    }


def _share(scored: Scored, need: bool) -> float:
    of_kind = [score for score, needed in scored if needed is need]
    return sum(score >= SPEAK_FROM for score in of_kind) / max(1, len(of_kind))


def _false_at(scored: Scored, recall: float) -> float:
    """Return the share of turns that need nothing above the threshold that finds `recall` of the others; 1 if none."""
    needed = sorted((score for score, need in scored if need), reverse=True)
    threshold = needed[min(len(needed) - 1, max(0, int(recall * len(needed) + 0.999_999) - 1))]
    others = [score for score, need in scored if not need]
    return 1.0 if threshold == SILENT else sum(score >= threshold for score in others) / max(1, len(others))


def _with_articles(index: ArticleIndex, rows: Sequence[Row], alone: Scored) -> Scored:
    known: dict[tuple[str, tuple[str, ...]], float | None] = {}
    scored: Scored = []
    for row, (need, needed) in zip(rows, alone, strict=True):
        asked = row["text"], tuple(row["previous"])
        if asked not in known:
            known[asked] = evidence(index, SuggestionRequest(text=asked[0], previous=asked[1], language="en"), need)
        sureness = known[asked]
        heard = sureness is not None and sureness >= LEAST_SURENESS
        scored.append((speaks(need, sureness or 0.0) if heard else SILENT, needed))
    return scored


def _total(weights: Mapping[str, float], found: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in found.items())


def _dutch() -> dict[str, float]:
    """Judge our own Dutch turns; the fresh ones were not looked at while words and weights were chosen."""
    index = ArticleIndex.build(article for article in read_folder(SAMPLES).articles if article.site_id == SAMPLE_SITE)
    figures: dict[str, float] = {}
    print("\nDutch turns of our own, judged alone and with a bicycle shop's articles, which answer a part of them")
    print(f"{'':<34}" + "".join(f"{recall:>8.2f}" for recall in RECALLS))
    for key, path in DUTCH.items():
        rows = _lines(path)
        scored = [(need_logit(row["text"], row["previous"], "nl"), bool(row["need"])) for row in rows]
        figures |= _curve(f"suggest.{key}.gate", f"{key}, {len(rows)} turns, gate", scored)
        for need in (True, False):
            asked = [
                SuggestionRequest(text=row["text"], previous=tuple(row["previous"]), language="nl")
                for row in rows
                if row["need"] is need
            ]
            spoken = sum(bool(suggest(index, request)) for request in asked)
            figures[f"suggest.{key}.on_{'need' if need else 'none'}"] = spoken / len(asked)
    return figures


# ------------------------------------------------------------------------------------------- intents and dialogues


def _intents(name: str) -> dict[str, float]:
    chance = random.Random(1)
    by_intent: dict[str, list[str]] = {}
    for row in _lines(SETS / "intents" / name / "utterances.jsonl"):
        if row["split"] == "train":
            by_intent.setdefault(row["intent"], []).append(row["text"])
    articles = [
        _article(intent, intent.replace("_", " "), "\n\n".join(chance.sample(texts, min(UTTERANCES, len(texts)))))
        for intent, texts in by_intent.items()
    ]
    index = ArticleIndex.build(articles)
    queries = [row for row in _lines(SETS / "intents" / name / "queries.jsonl") if row["relevant"]]
    first = three = spoken = 0
    times_ms = []
    for row in queries:
        started = time.thread_time()
        found = [one.article.key for one in suggest(index, SuggestionRequest(text=row["text"], language="en"))]
        times_ms.append((time.thread_time() - started) * 1000)
        spoken += bool(found)
        first += found[:1] == row["relevant"][:1]
        three += any(key in row["relevant"] for key in found[:3])
    times_ms.sort()
    return {
        f"suggest.{name}.speaks": spoken / len(queries),
        f"suggest.{name}.first": first / len(queries),
        f"suggest.{name}.first_three": three / len(queries),
        f"suggest.{name}.cpu_p50_ms": times_ms[len(times_ms) // 2],
        f"suggest.{name}.cpu_p99_ms": times_ms[len(times_ms) * 99 // 100],
    }


def _dialogues() -> dict[str, float]:
    figures = {}
    articles = list(_guidelines())
    if not articles:
        return {}
    index = ArticleIndex.build(articles)
    for path in sorted((SETS / "dialogues").glob("*.jsonl")):
        turns = list(_visitor_turns(_lines(path)))[:DIALOGUE_TURNS]
        spoken = sum(
            bool(suggest(index, SuggestionRequest(text=text, previous=previous, language="en")))
            for text, previous in turns
        )
        figures[f"suggest.dialogues.{path.stem}.speaks"] = spoken / max(1, len(turns))
    return figures


def _visitor_turns(dialogues: Iterable[Row]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for dialogue in dialogues:
        before: list[str] = []
        for turn in dialogue["turns"]:
            if turn["speaker"] == "visitor" and turn["text"]:
                yield turn["text"], tuple(before[-2:])
                before.append(turn["text"])


# --------------------------------------------------------------------------------------------------------- articles


def _articles_of(rows: Iterable[Row]) -> Iterator[Article]:
    """Make an article of every intent that needs an answer, from turns people wrote."""
    by_intent: dict[str, dict[str, None]] = {}
    for row in rows:
        if row["need"]:
            by_intent.setdefault(row["intents"][0], {})[row["text"]] = None
    for intent, texts in by_intent.items():
        yield _article(intent, intent, "\n\n".join(list(texts)[:MOST_TURNS_OF_AN_INTENT]))


def _guidelines() -> Iterator[Article]:
    path = SETS / "kb" / "abcd-guidelines" / "articles.jsonl"
    for row in _lines(path) if path.exists() else ():
        yield _article(row["id"], row["title"], row["body"])


def _article(key: str, title: str, body: str) -> Article:
    return Article(key=ArticleKey(key), site_id=SITE, language="en", title=title, summary="", body=body)


def _half(row: Row) -> int:
    return zlib.crc32(str(row["conv"]).encode()) % 2


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
