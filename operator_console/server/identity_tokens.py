"""Tokens with which a site's own server vouches for a customer: checked here, bound to a visit elsewhere; knows no SQL.

A token is a JWT (RFC 7519) signed with HS256 and one of the site's keys. Whatever is wrong with one, the visitor goes
on as anybody: who a visitor is must never decide whether they can ask something.
"""

import hashlib
import math
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec import Struct

from operator_console.domain.contact import is_email
from operator_console.domain.ids import SiteId
from operator_console.domain.people import Identity
from operator_console.domain.plain_text import clean_line

ALGORITHM = "HS256"
LONGEST_S = 3600
"""A token must run out within an hour: what was copied out of a page serves nobody for long."""
SKEW_S = 60
"""So much a site's clock may differ from ours."""
MAX_TOKEN_CHARS = 4096
MAX_SUBJECT_CHARS = 200
MAX_CENTS = 10**12


class Vouched(Struct, frozen=True, kw_only=True):
    """What a good token says.

    Attributes:
        key: Stands for the token itself, so that it can be bound to one visit; tells nothing of what is in it.
        until: When it runs out.
    """

    identity: Identity
    key: str
    until: datetime


def read_token(token: str, keys: Sequence[str], site_id: SiteId, now: datetime) -> Vouched | None:
    """Return what a token says that one of the site's keys has signed for this site; None for every other one."""
    if not keys or not 0 < len(token) <= MAX_TOKEN_CHARS or not token.isascii():
        return None
    claims = next(filter(None, (_claims(token, key, site_id) for key in keys)), None)
    if claims is None:
        return None
    now_s, until_s, issued_s = now.timestamp(), _moment(claims.get("exp")), _moment(claims.get("iat", now.timestamp()))
    if until_s is None or issued_s is None:
        return None
    if not now_s < until_s <= now_s + LONGEST_S + SKEW_S or issued_s > now_s + SKEW_S:
        return None
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= MAX_SUBJECT_CHARS or clean_line(subject) != subject:
        return None
    named = claims.get("jti")
    unique = f"j {named}" if isinstance(named, str) and named else f"t {token}"
    return Vouched(
        identity=Identity(
            subject=subject,
            at=now,
            name=_text(claims.get("name")),
            email=_email(claims.get("email")),
            customer_cents=_cents(claims.get("customer_cents")),
        ),
        key=hashlib.sha256(f"{site_id}\n{unique}".encode()).hexdigest(),
        until=datetime.fromtimestamp(until_s, UTC),
    )


def _claims(token: str, key: str, site_id: SiteId) -> dict[str, object] | None:
    import jwt

    try:
        claims: dict[str, object] = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=site_id,
            options={"require": ["exp", "aud", "sub"], "verify_exp": False, "verify_iat": False, "verify_nbf": True},
            leeway=SKEW_S,
        )
    except (jwt.PyJWTError, ValueError, TypeError, OverflowError, RecursionError):
        return None
    return claims


def _moment(value: object) -> float | None:
    """Return a NumericDate of our time, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value) if 0 < value < 2**33 else None


def _text(value: object) -> str:
    return clean_line(value).strip() if isinstance(value, str) else ""


def _email(value: object) -> str:
    text = clean_line(value, 255).strip() if isinstance(value, str) else ""
    return text if is_email(text) else ""


def _cents(value: object) -> int | None:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_CENTS
    return value if good and isinstance(value, int) else None
