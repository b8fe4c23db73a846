"""Pictures that articles show: what their addresses look like in Markdown, and giving them others; knows no server."""

import hashlib
import re
from collections.abc import Mapping

from msgspec import Struct, structs

from operator_console.domain.articles import Article

ADDRESS = re.compile(r"/article-pictures/(pc_[0-9a-f]{40})(?![0-9A-Za-z_])")
ENDINGS = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif"}


class Picture(Struct, frozen=True, kw_only=True):
    """A picture on its way in or out.

    Attributes:
        address: What articles call it, made of its content; a server that encodes it anew gives it another one.
        name: Of its file, with its ending.
    """

    address: str
    name: str
    content: bytes


def picture_id(content: bytes) -> str:
    """Return the name that a picture with this content has at the server."""
    return f"pc_{hashlib.sha256(content).hexdigest()[:40]}"


def address_of(content: bytes) -> str:
    """Return the address of a picture with this content."""
    return f"/article-pictures/{picture_id(content)}"


def pictures_of(article: Article) -> tuple[str, ...]:
    """Return the addresses of the pictures that the article shows, each once."""
    return tuple(dict.fromkeys(match.group() for match in ADDRESS.finditer(article.body)))


def with_addresses(article: Article, addresses: Mapping[str, str]) -> Article:
    """Return the article with other addresses for its pictures; those not named stay."""
    body = ADDRESS.sub(lambda match: addresses.get(match.group(), match.group()), article.body)
    return structs.replace(article, body=body)
