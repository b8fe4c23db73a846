"""Sets of articles and questions on disk, as values; the plain methods that the product's search is held against."""

import json
import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.language import words_of

TRAINING_UTTERANCES = 10
SEED = 20_260_301
STEMMERS = {"nl": "dutch", "en": "english"}

Finder = Callable[[str], Sequence[str]]
"""Returns the keys of the best articles for a text, best first."""


class Question(Struct, frozen=True):
    """What somebody asks and which articles are right."""

    text: str
    relevant: frozenset[str]


class Questions(Struct, frozen=True):
    """One file of questions, with the articles they are asked of.

    Attributes:
        name: Of the set, or of set and file where a set has several.
    """

    set_name: str
    name: str
    articles: tuple[Article, ...]
    questions: tuple[Question, ...]


def found_sets(data: Path) -> list[Path]:
    """Return the folders below a data folder that hold a set."""
    return sorted(
        {path.parent for path in data.glob("*/*/queries*.jsonl") if (path.parent / "articles.jsonl").exists()}
    )


def read_set(folder: Path) -> list[Questions]:
    """Read a set, one value for every file of questions.

    With ``utterances.jsonl`` beside it, the articles are made of ten training utterances per intent. Questions in a
    file whose name ends in ``to-body`` are titles: they are asked of the articles without their titles.
    """
    intents = (folder / "utterances.jsonl").exists()
    articles = _intent_articles(folder) if intents else [_article(row) for row in _rows(folder / "articles.jsonl")]
    files = sorted(folder.glob("queries*.jsonl"))
    found = []
    for path in files:
        asked = [
            Question(str(row["text"]), frozenset(map(str, row["relevant"]))) for row in _rows(path) if row["relevant"]
        ]
        part = path.stem.removeprefix("queries").strip("-_")
        name = f"{folder.name}.{part}" if len(files) > 1 and part else folder.name
        bodies = part.endswith("to-body")
        found.append(
            Questions(
                folder.name,
                name,
                tuple(_without_title(article) if bodies else article for article in articles),
                tuple(asked),
            )
        )
    return found


def with_one_error(text: str, chance: random.Random) -> str:
    """Return the text with one typing error in one of its words of five letters and more, if it has one."""
    long_words = [(start, end) for start, end, word in words_of(text) if len(word) >= 5 and word.isalpha()]
    if not long_words:
        return text
    start, end = chance.choice(long_words)
    word = text[start:end]
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("abcdefghijklmnoprstuvwz")
    wrong = chance.choice(
        (
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return text[:start] + wrong + text[end:]


def fts5_finder(articles: Sequence[Article], limit: int) -> Finder:
    """Return plain SQLite FTS5: ``unicode61``, any of the words, its bm25 of title and of body added.

    One table for both, as it comes, is up to eight points worse.
    """
    base = sqlite3.connect(":memory:")
    for field in ("title", "body"):
        base.execute(f"CREATE VIRTUAL TABLE {field}s USING fts5(key UNINDEXED, text, tokenize='unicode61')")
        rows = [(one.key, getattr(one, field)) for one in articles]
        base.executemany(f"INSERT INTO {field}s VALUES (?, ?)", rows)  # two names of our own

    def find(text: str) -> list[str]:
        words = " OR ".join(f'"{text[start:end]}"' for start, end, _word in list(words_of(text))[:48])
        scores: Counter[str] = Counter()
        for field in ("title", "body") if words else ():
            asked = f"SELECT key, bm25({field}s) FROM {field}s WHERE {field}s MATCH ? ORDER BY 2 LIMIT ?"
            for key, score in base.execute(asked, (words, 20 * limit)):
                scores[key] -= score
        return [key for key, _score in scores.most_common(limit)]

    return find


def tantivy_finder(articles: Sequence[Article], limit: int) -> Finder:
    """Return plain tantivy: title and body with its own stemmer and stop words, any of the words."""
    language = STEMMERS.get(articles[0].language if articles else "en", "english")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw")
    for field in ("title", "body"):
        builder.add_text_field(field, tokenizer_name="plain")
    index = tantivy.Index(builder.build())
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    analyser = analyser.filter(tantivy.Filter.stopword(language)).filter(tantivy.Filter.stemmer(language))
    index.register_tokenizer("plain", analyser.build())
    writer = index.writer(num_threads=1)
    for one in articles:
        writer.add_document(tantivy.Document(key=one.key, title=one.title, body=one.body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> list[str]:
        words = " ".join(f'"{text[start:end]}"' for start, end, _word in words_of(text))
        if not words:
            return []
        wish = index.parse_query_lenient(words, ["title", "body"])[0]
        return [str(searcher.doc(address).get_first("key")) for _score, address in searcher.search(wish, limit).hits]

    return find


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _article(row: dict[str, Any]) -> Article:
    return Article(
        key=ArticleKey(str(row["id"])),
        site_id=SiteId("bench"),
        language=str(row.get("lang", "en")),
        title=str(row.get("title", "")),
        summary=str(row.get("summary", "")),
        body=str(row.get("body", "")),
    )


def _without_title(article: Article) -> Article:
    return Article(
        key=article.key, site_id=article.site_id, language=article.language, title="", summary="", body=article.body
    )


def _intent_articles(folder: Path) -> list[Article]:
    said: dict[str, list[str]] = defaultdict(list)
    for row in _rows(folder / "utterances.jsonl"):
        if row.get("split", "train") == "train" and "intent" in row:
            said[str(row["intent"])].append(str(row["text"]))
    chance = random.Random(SEED)
    made = []
    for row in _rows(folder / "articles.jsonl"):
        utterances = said.get(str(row["id"]), [])
        chosen = chance.sample(utterances, min(TRAINING_UTTERANCES, len(utterances)))
        made.append(_article({**row, "body": "\n".join(chosen)}))
    return made
