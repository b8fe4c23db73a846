"""The labelled pairs of texts: pasted with light edits, or written anew on the same question; and what is found."""

import itertools
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, ConversationId, SiteId
from operator_console.knowledge.sameness import Compared, SentText

PAIRS = Path(__file__).resolve().parents[1] / "tests" / "data" / "knowledge" / "same-text.jsonl"
HERE, THERE = ConversationId("here"), ConversationId("there")
SENT, ARTICLES = 500, 200


class Pair(Struct, frozen=True):
    """A draft and what it is compared with.

    Attributes:
        known: The text sent before, or an article's body.
        is_article: Which of the two it is.
        same: Whether the draft is a paste of it with light edits.
    """

    language: str
    draft: str
    known: str
    is_article: bool
    same: bool


def pairs() -> Iterator[Pair]:
    """Yield the pairs: every two pastes of an answer, and every paste or personal answer beside a personal one."""
    for line in PAIRS.read_text("utf-8").splitlines():
        row = json.loads(line)
        language = row["lang"]
        if "article" in row:
            for same in (True, False):
                for draft in row["pasted" if same else "personal"]:
                    yield Pair(language, draft, row["article"], is_article=True, same=same)
            continue
        for known, draft in itertools.combinations(row["pasted"], 2):
            yield Pair(language, draft, known, is_article=False, same=True)
        for known in (*row["pasted"], row["personal"][0]):
            for draft in row["personal"]:
                if draft != known:
                    yield Pair(language, draft, known, is_article=False, same=False)


def is_found(pair: Pair) -> bool:
    """Tell whether the mark would be shown."""
    known = Compared([] if pair.is_article else [SentText(conversation_id=THERE, text=pair.known)])
    if pair.is_article:
        known.add_article(article_of(pair.known, "a"))
    return known.compare(pair.draft, HERE) is not None


def article_of(body: str, key: str) -> Article:
    return Article(key=ArticleKey(key), site_id=SiteId("s"), language="nl", title=key, summary="", body=body)


def sameness_figures() -> dict[str, float]:
    """Return precision and recall over the pairs, and what comparing with many texts costs."""
    judged = [(is_found(pair), pair) for pair in pairs()]
    right = sum(found and pair.same for found, pair in judged)
    figures = {
        "sameness.pairs": float(len(judged)),
        "sameness.precision": right / max(1, sum(found for found, _pair in judged)),
        "sameness.recall": right / sum(pair.same for _found, pair in judged),
    }
    for language in ("nl", "en"):
        chosen = [(found, pair) for found, pair in judged if pair.language == language]
        hits = sum(found and pair.same for found, pair in chosen)
        figures[f"sameness.{language}.precision"] = hits / max(1, sum(found for found, _pair in chosen))
        figures[f"sameness.{language}.recall"] = hits / sum(pair.same for _found, pair in chosen)
    return {**figures, **_times()}


def _times() -> dict[str, float]:
    chance = random.Random(4)
    texts = sorted({text for pair in pairs() for text in (pair.draft, pair.known)})
    sentences = [sentence for text in texts for sentence in text.split(". ")]
    known = Compared(
        (SentText(conversation_id=THERE, text=". ".join(chance.choices(sentences, k=4))) for _ in range(SENT)),
        (article_of(". ".join(chance.choices(sentences, k=25)), f"a{number}") for number in range(ARTICLES)),
    )
    times_ms = []
    for text in texts:
        started = time.thread_time()
        known.compare(text, HERE)
        times_ms.append((time.thread_time() - started) * 1000)
    times_ms.sort()
    return {
        "sameness.cpu_p50_ms": times_ms[len(times_ms) // 2],
        "sameness.cpu_p99_ms": times_ms[len(times_ms) * 99 // 100],
    }
