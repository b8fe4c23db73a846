"""How well and how fast the knowledge base is searched, beside plain FTS5 and plain tantivy on the same articles.

Sets come from ``--set FOLDER`` (any number of times) or, without it, from ``shared/data`` beside the project. A set is
a folder with ``articles.jsonl`` and ``queries*.jsonl``; its languages, words and answers are not known to the product.
The constants of ranking were chosen on the odd questions of these sets together; ``even`` figures are of the others.
Where ``p99_ms`` is far above ``cpu_p99_ms``, other programs had the processor.

Where the optional library of the sentence model is installed, ``sense`` figures are those with it, through its real
process; ``first`` and the others stay those of the product as it comes. ``--no-sense`` leaves it out.
"""

import random
import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.search_engine import engine_figures
from bench.search_sets import (
    SEED,
    Finder,
    Question,
    Questions,
    found_sets,
    fts5_finder,
    read_set,
    tantivy_finder,
    with_one_error,
)
from bench.sense import Patient, encoded
from operator_console.knowledge.compounds import CompoundSplitter
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.language import words_of
from operator_console.knowledge.sense import Sense, is_installed
from operator_console.knowledge.values import SearchRequest

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
GOLD = Path("lang") / "nl_compound_gold.tsv"
LIMIT = 10
MOST_WITH_ERRORS = 1_000
MOST_TIMED = 500


def run(sets: Sequence[str] = (), *, with_sense: bool = True) -> dict[str, float]:
    """Measure the sets, the splitting of compounds and, when no sets are named, the engine by itself."""
    with_sense = with_sense and is_installed()
    folders = [Path(name) for name in sets] or found_sets(DATA)
    if not folders:
        print(
            f"no sets: there is no folder shared/data beside the project ({DATA.parent.parent.name}); use --set FOLDER"
        )
    read = [questions for folder in folders for questions in read_set(folder)]
    figures: dict[str, float] = {}
    print(
        f"{'set':<30} {'questions':>9}  {'search':>18}  {'FTS5':>11}  {'tantivy':>11}   p50 / p99 / cpu p99 ms",
        flush=True,
    )
    for name in dict.fromkeys(one.set_name for one in read):
        parts = [one for one in read if one.set_name == name]
        ranks: list[int] = []
        for part in parts:
            own, found = _measure(part, with_sense=with_sense)
            if not part.name.endswith("to-body"):
                ranks.extend(found)
            figures |= {f"{part.name}.{key}": value for key, value in own.items()}
        if len(parts) > 1:
            figures |= {f"{name}.{key}": value for key, value in _shares(ranks).items()}
    figures |= {
        f"search.sense_{key}": statistics.median(values)
        for key in ("encode_per_s", "pss_mb")
        if (values := [value for name in figures if name.endswith(f".sense.{key}") and (value := figures[name])])
    }
    if not sets:
        figures |= _compounds(DATA / GOLD, [one for one in read if "intents" not in one.name])
        figures |= engine_figures([article for one in read for article in one.articles])
    return figures


def _measure(part: Questions, *, with_sense: bool) -> tuple[dict[str, float], list[int]]:
    index = ArticleIndex.build(part.articles)
    ranks, figures = _asked(index, part)
    for name, rival in (("fts5", fts5_finder), ("tantivy", tantivy_finder)):
        own = _shares(_ranks(rival(part.articles, LIMIT), part.questions))
        figures |= {f"{name}.{key}": value for key, value in own.items()}
    print(
        f"{part.name:<30} {len(part.questions):>9}  {figures['first']:.3f} {figures['first_three']:.3f} "
        f"{figures['mrr']:.3f}  {figures['fts5.first']:.3f} {figures['fts5.first_three']:.3f}  "
        f"{figures['tantivy.first']:.3f} {figures['tantivy.first_three']:.3f}   {_timed(figures)}",
        flush=True,
    )
    if with_sense:
        titled = any(article.title for article in part.articles)
        with encoded(part.set_name if titled else part.name, part.articles) as one:
            index.take_sense(Patient(one.sense))
            own = _asked(index, part)[1]
            own |= _timed_with(index, one.sense, part)
            own |= {"weight": one.sense.weight, "encode_per_s": one.per_s, "pss_mb": one.pss_mb}
        figures |= {f"sense.{key}": value for key, value in own.items()}
        print(
            f"{'   with the sentence model (extra)':<40}  {own['first']:.3f} {own['first_three']:.3f} {own['mrr']:.3f}"
            f"  weight {own['weight']:.2f}, in time {own['in_time']:.3f}  {_timed(own)}",
            flush=True,
        )
    return figures, ranks


def _asked(index: ArticleIndex, part: Questions) -> tuple[list[int], dict[str, float]]:
    """Ask every question; return the places of the right articles, and what that comes to."""
    times_ms: list[float] = []
    worked_ms: list[float] = []

    def find(text: str) -> list[str]:
        before_s = time.thread_time()
        result = index.search(SearchRequest(text, limit=LIMIT))
        worked_ms.append((time.thread_time() - before_s) * 1000)
        times_ms.append(result.took_s * 1000)
        return [hit.article.key for hit in result.hits]

    for question in part.questions[:20]:
        find(question.text)
    times_ms.clear()
    worked_ms.clear()
    ranks = _ranks(find, part.questions)
    times_ms.sort()
    worked_ms.sort()
    figures = _shares(ranks)
    figures |= {f"even_{key}": value for key, value in _shares(ranks[::2]).items()}
    figures["p50_ms"], figures["p99_ms"] = statistics.median(times_ms), times_ms[len(times_ms) * 99 // 100]
    figures["cpu_p99_ms"] = worked_ms[len(worked_ms) * 99 // 100]
    figures["typing_error_points"] = _points_lost(find, part.questions)
    return ranks, figures


def _timed_with(index: ArticleIndex, sense: Sense, part: Questions) -> dict[str, float]:
    """Search as the product does, which waits for no late answer; return times and the share that came in time."""
    index.take_sense(sense)
    times_ms = []
    answered = 0
    for question in part.questions[:MOST_TIMED]:
        result = index.search(SearchRequest(question.text, limit=LIMIT))
        times_ms.append(result.took_s * 1000)
        answered += any(hit.nearness is not None for hit in result.hits)
    times_ms.sort()
    return {
        "p50_ms": statistics.median(times_ms),
        "p99_ms": times_ms[len(times_ms) * 99 // 100],
        "in_time": answered / len(times_ms),
    }


def _timed(figures: Mapping[str, float]) -> str:
    return (
        f"{figures['p50_ms']:.1f} / {figures['p99_ms']:.1f} / {figures['cpu_p99_ms']:.1f}   "
        f"one error: {-figures['typing_error_points']:+.1f} points"
    )


def _ranks(find: Finder, questions: Sequence[Question]) -> list[int]:
    """Return for every question the place of the first right article, from 1; 0 when it is not among them."""
    found = []
    for question in questions:
        keys = find(question.text)
        found.append(next((at for at, key in enumerate(keys, 1) if key in question.relevant), 0))
    return found


def _shares(ranks: Sequence[int]) -> dict[str, float]:
    count = len(ranks) or 1
    return {
        "first": sum(rank == 1 for rank in ranks) / count,
        "first_three": sum(1 <= rank <= 3 for rank in ranks) / count,
        "mrr": sum(1 / rank for rank in ranks if rank) / count,
    }


def _points_lost(find: Finder, questions: Sequence[Question]) -> float:
    chance = random.Random(SEED)
    asked = list(questions) if len(questions) <= MOST_WITH_ERRORS else chance.sample(questions, MOST_WITH_ERRORS)
    wrong = [Question(with_one_error(question.text, chance), question.relevant) for question in asked]
    return 100 * (_shares(_ranks(find, asked))["first"] - _shares(_ranks(find, wrong))["first"])


def _compounds(gold: Path, read: Sequence[Questions]) -> dict[str, float]:
    if not gold.exists():
        return {}
    words: Counter[str] = Counter()
    for name in dict.fromkeys(one.set_name for one in read):
        articles = next(one.articles for one in read if one.set_name == name)
        for article in articles:
            if article.language == "nl":
                words.update(word for _start, _end, word in words_of(f"{article.title}\n{article.body}"))
    splitter = CompoundSplitter(lambda word: words[word])
    right = of = wrong = 0
    for line in gold.read_text("utf-8").splitlines():
        word, _tab, pieces = line.partition("\t")
        found = splitter.split(word.lower())
        if pieces == "-":
            wrong += bool(found)
        elif pieces != "OPTIONAL":
            of += 1
            right += list(found) == pieces.split("|")
    print(f"compounds: {right} of {of} right, {wrong} false splits", flush=True)
    return {"compounds.right": right, "compounds.of": of, "compounds.false_splits": wrong}
