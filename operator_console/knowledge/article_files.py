"""Articles as Markdown files with front matter, every fault named by file and line; knows no index."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import cast

import yaml
from msgspec import Struct, ValidationError, convert

from operator_console.domain.articles import Article, ThinkOf
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.article_rules import KEY, MAX_LIST_ITEMS, MAX_TITLE_CHARS
from operator_console.knowledge.word_lists import LANGUAGES

_SafeLoader = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))
"""Where PyYAML was built without libyaml it reads slower, and the same."""

MAX_FILE_BYTES = 2_000_000
DRAFT = "draft"

_DELIMITER = "---"
_HEADING = re.compile(r"#{1,2}[ \t]+(?P<title>\S[^\n]*)")
_REQUIRED = ("key", "site", "language", "title")
_TEXTS = ("key", "site", "language", "title", "summary", "owner")
_LISTS = ("facts", "synonyms", "links", "tags")


class ArticleFileProblem(Struct, frozen=True):
    """Why a file, or a part of it, could not be used.

    Attributes:
        file_name: As it was given, relative to the folder when a folder was read.
        line: Where, from 1.
        reason: One of the keys ``unreadable``, ``too_large``, ``not_utf8``, ``no_front_matter``, ``bad_yaml``,
            ``missing``, ``not_text``, ``not_list``, ``too_long``, ``bad_key``, ``bad_language``, ``bad_date``,
            ``duplicate`` or ``unknown_link``; an import has further ones, see `knowledge.importing`.
        detail: The field, key or message it is about; text from outside.
    """

    file_name: str
    line: int
    reason: str
    detail: str = ""


class BadArticleFileError(Exception):
    """An article file that cannot be used; carries the problem."""

    def __init__(self, problem: ArticleFileProblem) -> None:
        super().__init__(f"{problem.file_name}:{problem.line}: {problem.reason} {problem.detail}".rstrip())
        self.problem = problem


class ArticleFolder(Struct, frozen=True):
    """What a folder of article files held: the good articles and what was wrong with the rest."""

    articles: tuple[Article, ...]
    problems: tuple[ArticleFileProblem, ...]


def read_article(path: Path) -> Article:
    """Read one file.

    Raises:
        BadArticleFileError: The file cannot be read or breaks the format.
    """
    return _File(_read(path, path.name), path.name).article()


def parse_article(raw: bytes, name: str, given: Mapping[str, str]) -> tuple[Article, bool]:
    """Return the article of a Markdown file from anywhere, and whether it is a draft.

    Args:
        given: What a file need not say itself: ``key``, ``site``, ``language``, ``title``. Without a title the first
            heading is it; without front matter the whole file is the body.

    Raises:
        BadArticleFileError: The file breaks the format.
    """
    file = _File(raw, name, given)
    return file.article(), file.is_draft()


def read_folder(folder: Path) -> ArticleFolder:
    """Read every ``*.md`` file in the folder and below it, in the order of their names; never raises for a bad file.

    A second file with the same site, key and language is left out. A link to a key that no article of the site has
    is reported, and the article is kept.
    """
    found: dict[tuple[str, str, str], tuple[Article, str]] = {}
    problems: list[ArticleFileProblem] = []
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        try:
            article = _File(_read(path, name), name).article()
        except BadArticleFileError as error:
            problems.append(error.problem)
            continue
        identity = (article.site_id, article.key, article.language)
        if identity in found:
            problems.append(ArticleFileProblem(name, 1, "duplicate", found[identity][1]))
        else:
            found[identity] = (article, name)
    problems.extend(_unknown_links(found))
    return ArticleFolder(articles=tuple(article for article, _name in found.values()), problems=tuple(problems))


def write_article(article: Article, *, draft: bool = False) -> str:
    """Return the text of the article's file; reading it again gives the same article.

    The address, version and time of change belong to the server and are not written.
    """
    front: dict[str, object] = {
        "key": str(article.key),
        "site": str(article.site_id),
        "language": article.language,
        "title": article.title,
        "summary": article.summary,
        "facts": list(article.facts),
        "synonyms": list(article.synonyms),
        "links": [str(key) for key in article.links],
        "tags": list(article.tags),
        "owner": article.owner,
        "review": article.review,
        "image": None,
    }
    if article.think_of:
        front["think_of"] = [{"products": list(each.products), "line": each.line} for each in article.think_of]
    if draft:
        front["state"] = DRAFT
    text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=100)
    return f"{_DELIMITER}\n{text}{_DELIMITER}\n\n{article.body.strip()}\n"


class _File:
    """One file on its way to an article."""

    def __init__(self, raw: bytes, name: str, given: Mapping[str, str] | None = None) -> None:
        self._name = name
        self._given = given
        self._lines = self._decoded(raw)
        self._front: Mapping[str, object] = {}
        self._front_lines: Mapping[str, int] = {}

    def article(self) -> Article:
        end = self._end_of_front()
        if end >= 0:
            self._read_front("\n".join(self._lines[1:end]))
        texts = {field: self._text(field) or (self._given or {}).get(field, "") for field in _TEXTS}
        body = "\n".join(self._lines[end + 1 :]).strip()
        if not texts["title"] and self._given is not None:
            texts["title"], body = _title_and_rest(body, texts["key"])
        lists = {field: self._list(field) for field in _LISTS}
        self._check(texts, lists)
        return Article(
            key=ArticleKey(texts["key"]),
            site_id=SiteId(texts["site"]),
            language=texts["language"],
            title=texts["title"],
            summary=texts["summary"],
            body=body,
            facts=lists["facts"],
            synonyms=lists["synonyms"],
            links=tuple(ArticleKey(key) for key in lists["links"]),
            tags=lists["tags"],
            owner=texts["owner"],
            review=self._date("review"),
            think_of=self._think_of(),
        )

    def is_draft(self) -> bool:
        """Tell whether the front matter says so; known once the article was read."""
        return self._text("state") == DRAFT

    def _decoded(self, raw: bytes) -> list[str]:
        if len(raw) > MAX_FILE_BYTES:
            raise self._problem(1, "too_large")
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self._problem(raw.count(b"\n", 0, error.start) + 1, "not_utf8") from error
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def _end_of_front(self) -> int:
        if self._lines[0].rstrip() == _DELIMITER:
            for number, line in enumerate(self._lines[1:], start=1):
                if line.rstrip() == _DELIMITER:
                    return number
            raise self._problem(1, "no_front_matter")
        if self._given is not None:
            return -1
        raise self._problem(1, "no_front_matter")

    def _read_front(self, text: str) -> None:
        try:
            loader = _SafeLoader(text)
            tree = loader.get_single_node()
            front = None if tree is None else loader.construct_document(tree)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line if error.problem_mark else 0
            raise self._problem(line + 2, "bad_yaml", error.problem or "") from error
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise self._problem(2, "bad_yaml", type(error).__name__) from error
        if not isinstance(front, dict) or not isinstance(tree, yaml.MappingNode):
            raise self._problem(2, "bad_yaml", "not a mapping")
        self._front = front
        self._front_lines = {
            key.value: key.start_mark.line + 2 for key, _value in tree.value if isinstance(key, yaml.ScalarNode)
        }

    def _text(self, field: str) -> str:
        value = self._front.get(field)
        if value is None:
            return ""
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise self._field_problem(field, "not_text")
        return str(value).strip()

    def _list(self, field: str) -> tuple[str, ...]:
        value = self._front.get(field)
        if value is None:
            return ()
        if isinstance(value, str) and self._given is not None:
            value = value.split(",")
        if not isinstance(value, list):
            raise self._field_problem(field, "not_list")
        if len(value) > MAX_LIST_ITEMS:
            raise self._field_problem(field, "too_long")
        if not all(isinstance(item, str | int | float) and not isinstance(item, bool) for item in value):
            raise self._field_problem(field, "not_text")
        return tuple(text for item in value if (text := str(item).strip()))

    def _date(self, field: str) -> date | None:
        value = self._front.get(field)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        raise self._field_problem(field, "bad_date")

    def _think_of(self) -> tuple[ThinkOf, ...]:
        value = self._front.get("think_of")
        if value is None:
            return ()
        try:
            return convert(value, tuple[ThinkOf, ...])
        except ValidationError as error:
            raise self._field_problem("think_of", "not_list") from error

    def _check(self, texts: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]) -> None:
        for field in _REQUIRED:
            if not texts[field]:
                raise self._field_problem(field, "missing")
        if len(texts["title"]) > MAX_TITLE_CHARS:
            raise self._field_problem("title", "too_long")
        if texts["language"] not in LANGUAGES:
            raise self._field_problem("language", "bad_language")
        for field, keys in (("key", (texts["key"],)), ("site", (texts["site"],)), ("links", lists["links"])):
            if not all(KEY.fullmatch(key) for key in keys):
                raise self._field_problem(field, "bad_key")

    def _field_problem(self, field: str, reason: str) -> BadArticleFileError:
        return self._problem(self._front_lines.get(field, 1), reason, field)

    def _problem(self, line: int, reason: str, detail: str = "") -> BadArticleFileError:
        return BadArticleFileError(ArticleFileProblem(self._name, line, reason, detail))


def _read(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise BadArticleFileError(ArticleFileProblem(name, 1, "too_large"))
        return path.read_bytes()
    except OSError as error:
        raise BadArticleFileError(ArticleFileProblem(name, 1, "unreadable", error.strerror or "")) from error


def _title_and_rest(body: str, key: str) -> tuple[str, str]:
    """Return the first heading, when it is the first thing that is said, and what comes after it."""
    heading = _HEADING.match(body)
    if heading is None:
        return key.replace("-", " ").capitalize(), body
    return heading["title"].rstrip(" \t#")[:MAX_TITLE_CHARS], body[heading.end() :].strip()


def _unknown_links(found: Mapping[tuple[str, str, str], tuple[Article, str]]) -> list[ArticleFileProblem]:
    known = {(site_id, key) for site_id, key, _language in found}
    return [
        ArticleFileProblem(name, 1, "unknown_link", link)
        for article, name in found.values()
        for link in article.links
        if (article.site_id, link) not in known
    ]
