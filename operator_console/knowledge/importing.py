"""Reads other help centres' articles: Markdown, HTML, CSV, JSON, JSON lines, folders and ZIPs of them; no server.

Every file that does not fit becomes a line of the report; what fits is taken. Besides the reasons of
`ArticleFileProblem`, an import has: ``unknown_kind`` (of file), ``bad_path``, ``encrypted``, ``too_many``, ``bad_row``,
``bad_json``, ``no_articles``, ``too_deep``, ``no_site``, ``remote_picture``, ``missing_picture``, ``dead_link``.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct, structs

from operator_console.domain.articles import Article, ArticleName
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.article_files import (
    ArticleFileProblem,
    BadArticleFileError,
    parse_article,
)
from operator_console.knowledge.article_rules import KEY, cleaned, find_fault
from operator_console.knowledge.import_files import TABLES, ImportFile, read_files
from operator_console.knowledge.import_pages import read_page
from operator_console.knowledge.import_rows import read_rows
from operator_console.knowledge.import_values import MAX_KEY_CHARS, Defaults, Found, fault, key_of, stem_of
from operator_console.knowledge.pictures import ADDRESS, ENDINGS, Picture, address_of
from operator_console.knowledge.word_lists import LANGUAGES

MAX_PROBLEMS = 2_000
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\n\\]|\\.)*)\]\(<?(?P<target>[^()\s<>]*)>?(?P<title>[ \t]+\"[^\"\n]*\")?\)"
)
_HELP = re.compile(r"/help/[a-z0-9-]{1,120}")
_NO_SITE = "no-site-is-named"
_WEB = ("http://", "https://")


class Import(Struct, frozen=True, kw_only=True):
    """What an import holds.

    Attributes:
        articles: Clean and within all rules; links between them go to ``/help/<key>``.
        pictures: Those that the articles show, by the address that stands in the Markdown.
        problems: What did not fit, in the order of the files.
        drafts: Articles that the source calls drafts.
    """

    articles: tuple[Article, ...]
    pictures: tuple[Picture, ...] = ()
    problems: tuple[ArticleFileProblem, ...] = ()
    drafts: frozenset[ArticleName] = frozenset()


def read_import(name: str, content: bytes | Path, site_id: str | None, language: str) -> Import:
    """Read everything that can be read; takes seconds for thousands of pages, so not on the UI thread.

    Args:
        name: Of the file; its ending tells what it is.
        content: The file's bytes, or a path to a file or a folder.
        site_id: The site that all articles belong to from now on; None when each names its own.
        language: Of articles that do not say theirs.
    """
    reading = _Reading(Defaults(site_id or "", language))
    for file in read_files(name, content):
        reading.take(file)
    return reading.finish()


class _Reading:
    def __init__(self, defaults: Defaults) -> None:
        self._defaults = defaults
        self._found: list[Found] = []
        self._problems: list[ArticleFileProblem] = []
        self._files: dict[str, Picture] = {}
        self._within: list[Picture] = []

    def take(self, file: ImportFile | ArticleFileProblem) -> None:
        """Read one file."""
        if isinstance(file, ArticleFileProblem):
            self._problems.append(file)
        elif file.ending in ENDINGS:
            self._files[file.name] = Picture(
                address=address_of(file.content), name=file.name.rpartition("/")[2], content=file.content
            )
        elif file.ending in {"html", "htm"}:
            self._keep(read_page(file, self._with_language_of(file.name), self._within))
        elif file.ending in TABLES:
            self._take_table(file)
        elif file.ending in {"md", "markdown"}:
            self._keep(self._markdown(file))
        else:
            self._problems.append(ArticleFileProblem(file.name, 1, "unknown_kind"))

    def finish(self) -> Import:
        """Give every article its key, and its links and pictures their addresses."""
        named = self._with_keys()
        resolver = _Resolver(named, self._files)
        articles: list[Article] = []
        drafts: set[ArticleName] = set()
        for found in named:
            ready = cleaned(resolver.resolved(found))
            wrong = find_fault(ready)
            if wrong is not None:
                self._problems.append(fault(found, wrong.reason, wrong.field))
                continue
            articles.append(ready)
            self._problems += [fault(found, "unknown_link", key) for key in ready.links if not resolver.knows(key)]
            if found.draft:
                drafts.add(ready.name)
        self._problems += resolver.problems
        shown = {address for article in articles for address in _shown(article.body)}
        pictures = {picture.address: picture for picture in (*self._files.values(), *self._within)}
        return Import(
            articles=tuple(articles),
            pictures=tuple(picture for address, picture in pictures.items() if address in shown),
            problems=tuple(self._problems[:MAX_PROBLEMS]),
            drafts=frozenset(drafts),
        )

    def _take_table(self, file: ImportFile) -> None:
        """Read a table; one without a single article gets one line, not one for every row."""
        rows = list(read_rows(file, self._defaults, self._within))
        if len(rows) > 1 and all(isinstance(row, ArticleFileProblem) and row.reason == "missing" for row in rows):
            self._problems.append(ArticleFileProblem(file.name, 1, "no_articles"))
            return
        for row in rows:
            self._keep(row)

    def _keep(self, found: Found | ArticleFileProblem) -> None:
        if isinstance(found, ArticleFileProblem):
            self._problems.append(found)
        elif not found.article.site_id:
            self._problems.append(fault(found, "no_site"))
        else:
            self._found.append(found)

    def _markdown(self, file: ImportFile) -> Found | ArticleFileProblem:
        stem = stem_of(file.name)
        defaults = self._with_language_of(file.name)
        given = {"key": key_of(stem), "site": defaults.site_id or _NO_SITE, "language": defaults.language}
        try:
            article, draft = parse_article(file.content, file.name, given)
        except BadArticleFileError as error:
            return error.problem
        site_id = defaults.site_id or SiteId(article.site_id.removeprefix(_NO_SITE))
        article = structs.replace(article, site_id=site_id)
        named = article.key != given["key"]
        return Found(
            file_name=file.name, line=1, place=file.name, wanted=article.key if named else stem, named=named,
            article=article, draft=draft,
        )  # fmt: skip

    def _with_language_of(self, name: str) -> Defaults:
        """Return the defaults for a file in a folder named after a language."""
        spoken = next((part for part in name.split("/")[:-1] if part in LANGUAGES), self._defaults.language)
        return Defaults(self._defaults.site_id, spoken)

    def _with_keys(self) -> list[Found]:
        """Give every article a key of its own; what the source names twice is taken once."""
        taken: dict[ArticleName, Found] = {}
        for found in self._found:
            article = found.article
            earlier = taken.get(article.name)
            if earlier is not None and found.named and earlier.named and earlier.wanted == found.wanted:
                self._problems.append(fault(found, "duplicate", earlier.file_name))
                continue
            number = 1
            while article.name in taken:
                number += 1
                key = f"{found.article.key[:MAX_KEY_CHARS]}-{number}"
                article = structs.replace(article, key=ArticleKey(key))
            taken[article.name] = structs.replace(found, article=article)
        return list(taken.values())


class _Resolver:
    """Knows where every article and picture was, and turns addresses of the source into ours."""

    def __init__(self, found: list[Found], files: dict[str, Picture]) -> None:
        self._files = files
        self._keys: dict[str, ArticleKey] = {}
        self._wanted: dict[str, ArticleKey] = {}
        shared = Counter(each.place for each in found)
        for each in found:
            if shared[each.place] == 1:
                self._keys[_bare(each.place)] = each.article.key
            self._wanted[each.wanted] = each.article.key
        self._known = {each.article.key for each in found}
        self.problems: list[ArticleFileProblem] = []

    def knows(self, key: ArticleKey) -> bool:
        """Tell whether an article has this key."""
        return key in self._known

    def resolved(self, found: Found) -> Article:
        """Return the article with addresses that are good here."""
        article = found.article
        links = tuple(map(self._linked, article.links))
        body = _LINK.sub(self._replacement(found), article.body) if "](" in article.body else article.body
        return structs.replace(article, body=body, links=links)

    def _linked(self, wanted: ArticleKey) -> ArticleKey:
        known = self._wanted.get(wanted)
        if known is not None:
            return known
        return wanted if KEY.fullmatch(wanted) else ArticleKey(key_of(wanted))

    def _replacement(self, found: Found) -> Callable[[re.Match[str]], str]:
        def replaced(match: re.Match[str]) -> str:
            target = match["target"]
            if not target or ADDRESS.fullmatch(target) or _HELP.fullmatch(target):
                return match.group()
            return self._picture(found, match) if match["image"] else self._link(found, match)

        return replaced

    def _picture(self, found: Found, match: re.Match[str]) -> str:
        target = match["target"]
        picture = self._files.get(_joined(found.place, target))
        if picture is not None:
            return f"![{match['text']}]({picture.address}{match['title'] or ''})"
        if target.startswith(_WEB):
            self.problems.append(fault(found, "remote_picture", target))
            return f"[{match['text'] or target}]({target})"
        self.problems.append(fault(found, "missing_picture", target))
        return str(match["text"])

    def _link(self, found: Found, match: re.Match[str]) -> str:
        target = match["target"]
        address, _, _fragment = target.partition("#")
        place = urljoin(found.place, address) if found.place.startswith(_WEB) else _joined(found.place, address)
        key = self._keys.get(_bare(address)) or self._keys.get(_bare(place)) if address else None
        if key is not None:
            return f"[{match['text']}](/help/{key}{match['title'] or ''})"
        if address and not _scheme(target):
            self.problems.append(fault(found, "dead_link", target))
        return match.group()


def _joined(place: str, target: str) -> str:
    """Return the path that a relative address means, seen from a file."""
    path = unquote(target.partition("?")[0])
    return posixpath.normpath(
        posixpath.join("" if path.startswith("/") else posixpath.dirname(place), path.lstrip("/"))
    )


def _bare(place: str) -> str:
    """Return a place without what two ways to write it may differ in: a page's ending, the last slash, the query."""
    bare = unquote(place).partition("?")[0].rstrip("/")
    for ending in (".html", ".htm", ".md", ".markdown"):
        bare = bare.removesuffix(ending)
    return bare.removesuffix("/index")


def _shown(body: str) -> Iterator[str]:
    return (match.group() for match in ADDRESS.finditer(body))


def _scheme(target: str) -> str:
    """Return an address's scheme, empty for a relative one; what is no address has none that is known."""
    try:
        return urlsplit(target).scheme
    except ValueError:
        return "?"
