"""Articles from HTML pages of other help centres: title, text with headings, links and pictures; faults as values."""

import base64
import binascii
import re

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter
from msgspec import MsgspecError, json, structs

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.article_files import ArticleFileProblem
from operator_console.knowledge.import_files import MAX_PICTURE_BYTES, ImportFile
from operator_console.knowledge.import_values import OWN_PAGE, Defaults, Found, OwnPage, key_of, stem_of
from operator_console.knowledge.pictures import ENDINGS, Picture, address_of, picture_id

_DROPPED = ["script", "style", "nav", "header", "footer", "aside", "form", "noscript", "template", "svg", "iframe"]
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([A-Za-z0-9_-]{1,20})", re.IGNORECASE)
_LATIN = frozenset({b"windows-1252", b"iso-8859-1", b"latin1", b"iso-8859-15"})
_EMPTY_LINES = re.compile(r"\n{3,}")
_DATA = re.compile(r"data:image/(png|jpeg|jpg|gif|webp);base64,", re.IGNORECASE)


def read_page(file: ImportFile, defaults: Defaults, pictures: list[Picture]) -> Found | ArticleFileProblem:
    """Return the article of a page, or why there is none; pictures that stand within it are put to the others."""
    text = _decoded(file.content)
    if isinstance(text, int):
        return ArticleFileProblem(file.name, text, "not_utf8")
    try:
        soup = BeautifulSoup(text, "html.parser")
        own = soup.find(id=OWN_PAGE)
        if isinstance(own, Tag) and own.name == "script":
            return _of_own_export(file.name, own.get_text(), defaults)
        return _of_page(file.name, soup, defaults, pictures)
    except RecursionError:
        return ArticleFileProblem(file.name, 1, "too_deep")


def markdown_of(html: str, pictures: list[Picture]) -> str:
    """Return the Markdown of a piece of HTML.

    Raises:
        RecursionError: It is nested too deep.
    """
    return _converted(BeautifulSoup(html, "html.parser"), pictures)


def _of_own_export(name: str, text: str, defaults: Defaults) -> Found | ArticleFileProblem:
    try:
        carried = json.decode(text, type=OwnPage)
    except (MsgspecError, RecursionError, UnicodeError) as error:
        return ArticleFileProblem(name, 1, "bad_json", str(error)[:100])
    article = carried.article
    if defaults.site_id:
        article = structs.replace(article, site_id=SiteId(defaults.site_id))
    return Found(
        file_name=name, line=1, place=name, wanted=article.key, named=True, article=article, draft=carried.draft
    )


def _of_page(name: str, soup: BeautifulSoup, defaults: Defaults, pictures: list[Picture]) -> Found | ArticleFileProblem:
    heading = soup.find("h1")
    title = heading.get_text(" ", strip=True) if isinstance(heading, Tag) else ""
    if not title and soup.title is not None:
        title = soup.title.get_text(" ", strip=True)
    root = soup.find("html")
    stated = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    described = soup.select_one('meta[name="description"]')
    summary = str(described.get("content") or "") if isinstance(described, Tag) else ""
    if heading is not None:
        heading.decompose()
    content = soup.find("main") or soup.find("article") or soup.select_one('[role="main"]') or soup.body or soup
    body = _converted(content, pictures)
    wanted = stem_of(name)
    if not title and not body:
        return ArticleFileProblem(name, 1, "missing", "title")
    article = Article(
        key=ArticleKey(key_of(wanted)),
        site_id=SiteId(defaults.site_id),
        language=stated.partition("-")[0].casefold() or defaults.language,
        title=title or key_of(wanted).replace("-", " ").capitalize(),
        summary=summary,
        body=body,
    )
    return Found(file_name=name, line=1, place=name, wanted=wanted, named=False, article=article)


def _converted(content: Tag, pictures: list[Picture]) -> str:
    for dropped in content.find_all(_DROPPED):
        dropped.decompose()
    for image in content.find_all("img"):
        source = str(image.get("src") or image.get("data-src") or "")
        image["src"] = _taken_out(source, pictures) if source.startswith("data:") else source
    text: str = _converter.convert_soup(content)
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def _taken_out(source: str, pictures: list[Picture]) -> str:
    """Return the address of a picture that stands within the page, or nothing when it is none."""
    kind = _DATA.match(source)
    if kind is None or len(source) > 2 * MAX_PICTURE_BYTES:
        return ""
    try:
        content = base64.b64decode(source[kind.end() :], validate=False)
    except (binascii.Error, ValueError):
        return ""
    ending = kind.group(1).casefold()
    if ending not in ENDINGS or not content:
        return ""
    picture = Picture(address=address_of(content), name=f"{picture_id(content)}.{ending}", content=content)
    pictures.append(picture)
    return picture.address


def _decoded(raw: bytes) -> str | int:
    """Return the text, or the line in which it is no text."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = _CHARSET.search(raw[:4096])
        if said is not None and said.group(1).lower() in _LATIN:
            return raw.decode("cp1252", "replace")
        if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return raw.decode("utf-16", "replace")
        return raw.count(b"\n", 0, error.start) + 1


_converter = MarkdownConverter(heading_style=ATX, bullets="-", autolinks=False, escape_underscores=False)
