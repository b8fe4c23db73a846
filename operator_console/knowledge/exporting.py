"""Writes articles for other programs, and for reading them back: Markdown or HTML in a ZIP, CSV, JSON; no server."""

import csv
import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from html import escape
from typing import Any

from msgspec import json, structs, to_builtins

from operator_console.domain.articles import Article, ArticleName
from operator_console.domain.spreadsheets import safe_cell
from operator_console.knowledge.article_files import DRAFT, write_article
from operator_console.knowledge.import_values import OWN_PAGE, OwnPage
from operator_console.knowledge.markdown import render_html
from operator_console.knowledge.pictures import ADDRESS, Picture

FIELDS = (
    "key", "site_id", "language", "title", "summary", "markdown", "facts", "synonyms", "links", "tags", "owner",
    "review", "think_of", "state",
)  # fmt: skip
_STAMP = (2000, 1, 1, 0, 0, 0)
"""Every file of a ZIP has the same time, so that the same articles give the same bytes."""


class ExportForm(StrEnum):
    """How articles are written."""

    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    JSON = "json"

    @property
    def ending(self) -> str:
        """Ending of the file's name."""
        return "zip" if self in {ExportForm.MARKDOWN, ExportForm.HTML} else self.value


def write_export(
    articles: Iterable[Article],
    pictures: Iterable[Picture],
    form: ExportForm,
    drafts: Collection[ArticleName] = frozenset(),
) -> bytes:
    """Return a file that `read_import` reads back; tables leave the pictures out, their addresses stay.

    Version, time and public address belong to the server and are not written.
    """
    ready = [structs.replace(each, version=0, updated_at=None, url=None, deleted=False) for each in articles]
    if form is ExportForm.CSV:
        return _csv(ready, drafts)
    if form is ExportForm.JSON:
        return json.format(json.encode({"articles": [_row(each, drafts) for each in ready]}), indent=1)
    kept = {picture.address: picture for picture in pictures}
    files = [_page(each, form, kept, draft=each.name in drafts) for each in ready]
    files += [(f"pictures/{picture.name}", picture.content) for picture in kept.values()]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def _page(article: Article, form: ExportForm, pictures: dict[str, Picture], *, draft: bool) -> tuple[str, bytes]:
    place = f"{article.site_id}/{article.language}/{article.key}"

    def shown(address: str) -> str:
        return f"../../pictures/{pictures[address].name}" if address in pictures else address

    if form is ExportForm.MARKDOWN:
        body = ADDRESS.sub(lambda match: shown(match.group()), article.body)
        return f"{place}.md", write_article(structs.replace(article, body=body), draft=draft).encode()
    return f"{place}.html", _html(article, draft=draft).encode()


def _html(article: Article, *, draft: bool) -> str:
    """Return a page to read, which carries the article itself as well: nothing is lost by making it HTML."""
    carried = json.encode(OwnPage(article, draft)).decode().replace("<", "\\u003c")
    return (
        f'<!doctype html>\n<html lang="{escape(article.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{escape(article.title)}</title>\n<meta name="description" content="{escape(article.summary)}">\n'
        f'<script type="application/json" id="{OWN_PAGE}">{carried}</script>\n</head>\n<body>\n<main>\n'
        f"<h1>{escape(article.title)}</h1>\n{render_html(article.body)}</main>\n</body>\n</html>\n"
    )


def _csv(articles: Sequence[Article], drafts: Collection[ArticleName]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(FIELDS)
    for article in articles:
        row = _row(article, drafts)
        writer.writerow([_cell(row.get(field)) for field in FIELDS])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:  # noqa: ANN401 - a builtin value of an article's field
    if isinstance(value, list | tuple):
        return json.encode(value).decode() if value else ""
    return safe_cell(str(value or ""))


def _row(article: Article, drafts: Collection[ArticleName]) -> dict[str, Any]:
    row: dict[str, Any] = to_builtins(article)
    row["markdown"] = row.pop("body")
    row["state"] = DRAFT if article.name in drafts else "published"
    return {field: row.get(field) for field in FIELDS}
