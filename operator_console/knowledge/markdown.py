"""An article's Markdown as safe HTML for showing and as plain text for searching; knows no article and no screen."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape, unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from operator_console.domain.links import is_safe_url
from operator_console.knowledge.pictures import ADDRESS

MAX_RENDERED_CHARS = 200_000
"""A longer text is shown literally: its Markdown could cost seconds."""

_HELP_LINK = re.compile(r"/help/[a-z0-9-]{1,120}")
_LINE_START = re.compile(r"^(?:[ \t]{0,12}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+[ \t]*")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?=[ \t]|$)[ \t]*")
_RULE = re.compile(r"^ {0,3}(?:[-*_=|:][ \t]*){3,}$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,1000})\]\([^()\s]{0,2048}(?:[ \t]{1,4}\"[^\"\n]{0,300}\")?\)")
_AUTO_LINK = re.compile(r"<((?:https?://|mailto:|tel:)[^<>\s]{1,2048})>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\w\\])(?:[*_]{1,3}|~~)(?=\S)|(?<=[^\s\\])(?:[*_]{1,3}|~~)(?!\w)|`")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def render_html(
    markdown: str, *, base_url: str | None = None, help_url: str | None = None, pictures: bool = False
) -> str:
    """Return HTML in which nothing can load, run or leave by itself.

    HTML within the Markdown is shown literally, an image becomes its description, and a link stays a link only when
    it goes to http, https, mailto or tel without a user part, or to ``/help/<key>`` of the site.

    Args:
        base_url: What is put before ``/help/<key>`` links, such as ``https://shop.example`` or, on the site's own
            help page, the empty text; with None they become plain text.
        help_url: What stands before a key instead, such as ``/help/shop/nl/`` on the server's own help page.
        pictures: Pictures of the server's own stay pictures, without any size of their own.
    """
    markdown = markdown.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
    if len(markdown) > MAX_RENDERED_CHARS:
        return f"<p>{escape(markdown)}</p>\n"
    parser = _parser()
    tokens = parser.parse(markdown)
    for token in tokens:
        if token.children:
            token.children = list(_harmless(token.children, _Pages(base_url, help_url, pictures)))
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def plain_text(markdown: str) -> str:
    """Return the words of the text without its marks, one line for every line, empty lines left out.

    Made for indexing thousands of articles a second: it reads line by line and does not know every corner of the
    CommonMark rules that ``render_html`` follows.
    """
    return "\n".join(line for _is_heading, line in plain_lines(markdown))


def plain_lines(markdown: str) -> Iterator[tuple[bool, str]]:
    """Yield whether it is a heading and the plain text of every line that has words."""
    for line in markdown.splitlines():
        if _RULE.match(line) or _FENCE.match(line):
            continue
        heading = _HEADING.match(line)
        text = line[heading.end() :].rstrip("# \t") if heading else _LINE_START.sub("", line, count=1)
        text = _plain_inline(text).strip()
        if text:
            yield heading is not None, text


def _plain_inline(text: str) -> str:
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _AUTO_LINK.sub(r"\1", text)
    if "*" in text or "_" in text or "`" in text or "~" in text:
        text = _EMPHASIS.sub("", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    return unescape(text) if "&" in text else text


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # Every address becomes a link token; _harmless() then keeps or drops it, so that its text always survives.
    parser.validateLink = lambda url: True  # type: ignore[method-assign] # the documented way to replace it
    return parser


class _Pages(Struct, frozen=True):
    base_url: str | None
    help_url: str | None
    pictures: bool


def _harmless(tokens: Iterable[Token], pages: _Pages) -> Iterator[Token]:
    kept: list[bool] = []
    for token in tokens:
        if token.type == "image":
            shown = pages.pictures and ADDRESS.fullmatch(str(token.attrGet("src") or ""))
            yield token if shown else Token("text", "", 0, content=token.content)
        elif token.type == "link_open":
            address = _allowed(str(token.attrGet("href") or ""), pages)
            kept.append(address is not None)
            if address is not None:
                token.attrs = {"href": address, "rel": "noopener noreferrer"}
                yield token
        elif token.type != "link_close" or kept.pop():
            yield token


def _allowed(address: str, pages: _Pages) -> str | None:
    base_url = pages.base_url
    if _HELP_LINK.fullmatch(address):
        if pages.help_url is not None:
            return pages.help_url + address.removeprefix("/help/")
        return None if base_url is None else base_url.rstrip("/") + address
    return address if is_safe_url(address) else None
