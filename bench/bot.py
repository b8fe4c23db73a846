"""The knowledge bot's answers: how often it shows an article, how often that is the right one, how often a wrong one.

The turns are our own, about the sample shops; a quarter have no article that answers them. The limits in
``knowledge.answering`` were chosen on half a; half b had no part in them.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from operator_console.domain.ids import SiteId
from operator_console.knowledge.answering import answers
from operator_console.knowledge.article_files import read_folder
from operator_console.knowledge.bilingual import Bilingual
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.values import SuggestionRequest

ROOT = Path(__file__).resolve().parents[1]
TURNS = ROOT / "tests" / "data" / "knowledge" / "bot-turns.jsonl"
Row = Mapping[str, Any]


def run() -> dict[str, float]:
    """Measure on both halves of the turns."""
    articles = read_folder(ROOT / "resources" / "knowledge").articles
    rows = [json.loads(line) for line in TURNS.read_text("utf-8").splitlines()]
    sites: dict[str, tuple[ArticleIndex, Bilingual]] = {}
    for site in {row["site"] for row in rows}:
        own = [article for article in articles if article.site_id == site]
        sites[site] = ArticleIndex.build(own), Bilingual.of(own)
    figures: dict[str, float] = {}
    for name, number in (("a", 0), ("b", 1)):
        mine = [row for row in rows if zlib.crc32(row["text"].encode()) % 2 == number]
        figures |= _measured(name, mine, sites)
    return figures


def _measured(name: str, rows: Sequence[Row], sites: Mapping[str, tuple[ArticleIndex, Bilingual]]) -> dict[str, float]:
    shown = right = titles = answered = 0
    answerable = sum(bool(row["articles"]) for row in rows)
    for row in rows:
        index, bilingual = sites[row["site"]]
        request = SuggestionRequest(text=row["text"], site_id=SiteId(row["site"]), language=row["language"])
        found = [str(one.article.key) for one in answers(index, request, bilingual)]
        is_right = not set(found).isdisjoint(row["articles"])
        shown += bool(found)
        right += is_right
        titles += len(found) > 1
        answered += bool(found) and bool(row["articles"])
        if found and not is_right:
            print(f"  half {name}, wrong: {row['text']!r} got {found}")
    print(f"half {name}: {len(rows)} turns, {answerable} with an article; shown {shown}, by titles {titles}")
    return {
        f"bot.{name}.answered": answered / answerable,
        f"bot.{name}.right_of_answers": right / shown,
        f"bot.{name}.wrong_of_turns": (shown - right) / len(rows),
    }
