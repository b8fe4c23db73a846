"""Articles from tables: CSV, JSON and JSON lines with the field names that help centres use; faults as values."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from operator_console.domain.articles import Article, ThinkOf
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.domain.spreadsheets import FORMULA_STARTS
from operator_console.knowledge.article_files import DRAFT, ArticleFileProblem
from operator_console.knowledge.import_files import MAX_PAGE_BYTES, ImportFile
from operator_console.knowledge.import_pages import markdown_of
from operator_console.knowledge.import_values import Defaults, Found, key_of
from operator_console.knowledge.pictures import Picture

Row = Mapping[str, Any]
Rows = Iterator[tuple[int, Row] | ArticleFileProblem]

_MARKDOWN = ("markdown", "md", "body_markdown")
"""What stands there is not taken for HTML, whatever it looks like."""

_NAMES: dict[str, tuple[str, ...]] = {
    "key": ("key", "slug", "id", "article_id", "external_id"),
    "site": ("site", "site_id"),
    "language": ("language", "lang", "locale"),
    "title": ("title", "name", "question", "subject", "h1"),
    "body": (
        *_MARKDOWN,
        "body",
        "content",
        "body_html",
        "html",
        "answer",
        "description",
        "text",
    ),
    "summary": ("summary", "excerpt", "snippet", "intro"),
    "facts": ("facts",),
    "synonyms": ("synonyms", "search_terms"),
    "tags": ("tags", "label_names", "labels", "keywords"),
    "links": ("links", "related", "related_articles"),
    "owner": ("owner",),
    "review": ("review", "review_date"),
    "url": ("html_url", "url", "link", "permalink"),
    "state": ("state", "status"),
    "think_of": ("think_of",),
}
_LISTS = ("articles", "items", "data", "results", "entries", "records", "posts", "pages")
_HTML = re.compile(r"<(?:p|div|h[1-6]|ul|ol|li|table|br|span|a|img|strong|em|b|i)\b[^>]*>", re.IGNORECASE)
_SEPARATORS = re.compile(r"[;|,\n]")


def read_rows(file: ImportFile, defaults: Defaults, pictures: list[Picture]) -> Iterator[Found | ArticleFileProblem]:
    """Yield the articles of a table; pictures that stand within one are put to the others."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield ArticleFileProblem(file.name, file.content.count(b"\n", 0, error.start) + 1, "not_utf8")
        return
    read = {"csv": _of_csv, "tsv": _of_csv, "json": _of_json}.get(file.ending, _of_lines)
    for row in read(file.name, text):
        if isinstance(row, ArticleFileProblem):
            yield row
        else:
            yield _found(file.name, *row, defaults, pictures)


def _of_csv(name: str, text: str) -> Rows:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(MAX_PAGE_BYTES)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield ArticleFileProblem(name, line, "bad_row", str(error)[:100])
            return
        yield line, {key: _unprefixed(value) for key, value in row.items() if isinstance(value, str) and key}


def _of_json(name: str, text: str) -> Rows:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        yield ArticleFileProblem(name, 1, "bad_json", str(error)[:100])
        return
    if isinstance(value, dict):
        value = next((value[each] for each in _LISTS if isinstance(value.get(each), list)), [value])
    for number, row in enumerate(value if isinstance(value, list) else [value], start=1):
        yield (number, row) if isinstance(row, dict) else ArticleFileProblem(name, number, "bad_row")


def _of_lines(name: str, text: str) -> Rows:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
            yield ArticleFileProblem(name, number, "bad_json", str(error)[:100])
            continue
        yield (number, row) if isinstance(row, dict) else ArticleFileProblem(name, number, "bad_row")


def _found(name: str, line: int, row: Row, defaults: Defaults, pictures: list[Picture]) -> Found | ArticleFileProblem:
    values = {field: _first(row, names) for field, names in _NAMES.items()}
    body = _text(values["body"])
    title = _text(values["title"])
    wanted = _text(values["key"]) or title
    lacking = next((field for field in ("title", "body") if not any(each in row for each in _NAMES[field])), None)
    if lacking is not None or not wanted:
        return ArticleFileProblem(name, line, "missing", lacking or "key")
    try:
        if not any(row.get(each) for each in _MARKDOWN) and _HTML.search(body):
            body = markdown_of(body, pictures)
        think_of = msgspec.convert(_listed(values["think_of"]), tuple[ThinkOf, ...])
        article = Article(
            key=ArticleKey(key_of(wanted)),
            site_id=SiteId(defaults.site_id or _text(values["site"])),
            language=_language(_text(values["language"])) or defaults.language,
            title=title or key_of(wanted).replace("-", " ").capitalize(),
            summary=_text(values["summary"]),
            body=body,
            facts=_texts(values["facts"]),
            synonyms=_texts(values["synonyms"]),
            links=tuple(map(ArticleKey, _texts(values["links"]))),
            tags=_texts(values["tags"]),
            owner=_text(values["owner"]),
            review=_date(_text(values["review"])),
            think_of=think_of,
        )
    except RecursionError:
        return ArticleFileProblem(name, line, "too_deep", wanted[:100])
    except (msgspec.ValidationError, ValueError) as error:
        return ArticleFileProblem(name, line, "bad_row", str(error)[:100])
    draft = _text(values["state"]).casefold() == DRAFT or row.get("draft") is True
    place = _text(values["url"]) or name
    return Found(
        file_name=name, line=line, place=place, wanted=wanted, named=bool(values["key"]), article=article, draft=draft
    )


def _first(row: Row, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
    return next((row[name] for name in names if row.get(name) not in (None, "", [])), None)


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    if isinstance(value, str) and value.startswith("["):
        try:
            value = msgspec.json.decode(value)
        except (msgspec.DecodeError, RecursionError):
            return []
    return value if isinstance(value, list) else []


def _texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - any JSON
    items = _listed(value)
    if not items and isinstance(value, str):
        items = _SEPARATORS.split(value)
    return tuple(text for item in items if (text := _text(item)))


def _date(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _language(text: str) -> str:
    return text.replace("_", "-").partition("-")[0].casefold()


def _unprefixed(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in FORMULA_STARTS else cell
