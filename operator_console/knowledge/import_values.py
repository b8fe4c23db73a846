"""What the parts of an import hand to each other: an article as it was found, a fault with its place."""

import hashlib
import re
import unicodedata

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.knowledge.article_files import ArticleFileProblem
from operator_console.knowledge.article_rules import KEY

_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
MAX_KEY_CHARS = 110

OWN_PAGE = "operator-console-article"
"""Id of the element in which a page of our own export carries the whole article."""


class OwnPage(Struct, frozen=True):
    """What such an element holds."""

    article: Article
    draft: bool = False


class Found(Struct, frozen=True, kw_only=True):
    """An article as it was found; its key, its links and its pictures are still those of the source.

    Attributes:
        file_name: Where, with `line`.
        place: From where its relative addresses are meant: a path below the import, or a web address.
        wanted: What the source calls it, in any characters.
        named: The source says so itself; otherwise it is made of the file's name, and another file may have the same.
    """

    file_name: str
    line: int
    place: str
    wanted: str
    named: bool
    article: Article
    draft: bool = False


class Defaults(Struct, frozen=True):
    """What holds for everything that does not say otherwise; a site given here holds for all."""

    site_id: str
    language: str


def key_of(wanted: str) -> str:
    """Return a key that fits addresses and file names, the same for the same words; a good key stays."""
    if KEY.fullmatch(wanted):
        return wanted
    plain = unicodedata.normalize("NFKD", wanted[: 4 * MAX_KEY_CHARS]).encode("ascii", "ignore").decode().casefold()
    key = _NOT_IN_KEYS.sub("-", plain).strip("-")[:MAX_KEY_CHARS].strip("-")
    return key or f"a-{hashlib.sha256(wanted.encode('utf-8', 'replace')).hexdigest()[:10]}"


def stem_of(name: str) -> str:
    """Return what a file's name says of its article: the folder's name for its first page."""
    parts = name.rpartition(".")[0].split("/") if "." in name else name.split("/")
    last = parts[-1]
    return parts[-2] if last.casefold() in {"index", "readme", "default"} and len(parts) > 1 else last


def fault(found: Found, reason: str, detail: str = "") -> ArticleFileProblem:
    """Return a problem at the article's place."""
    return ArticleFileProblem(found.file_name, found.line, reason, detail[:200])
