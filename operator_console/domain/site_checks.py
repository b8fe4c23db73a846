"""What a site and its settings may be: cleaned, and every fault named by its field; pure, knows no screen's words."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from math import isfinite
from urllib.parse import urlsplit

from msgspec import Struct, structs

from operator_console.domain.ids import SiteId
from operator_console.domain.links import is_safe_url
from operator_console.domain.people import RoutingPolicy, RoutingRules, Site
from operator_console.domain.plain_text import clean_line, clean_message
from operator_console.domain.site_settings import FieldKind, FormField, SiteSettings, SiteTexts

LANGUAGES = ("nl", "en")
MAX_NAME_CHARS = 80
MAX_ADDRESS_CHARS = 300
MAX_ORIGINS = 20
MAX_TEXT_CHARS = 600
MAX_FORM_FIELDS = 10
MAX_CHOICES = 30
MAX_LABEL_CHARS = 80
MAX_EXCEPTIONS = 400
MAX_SPANS = 6
MAX_RULES = 50
MAX_PAGES = 40
MAX_DAYS = 36_500
MAX_STARS = 5
LONGEST_S = 86_400.0
MAX_ID_CHARS = 40

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]")


class Fault(StrEnum):
    """What is wrong with a field."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_AN_ORIGIN = "not_an_origin"
    NOT_A_COLOUR = "not_a_colour"
    NOT_A_KEY = "not_a_key"
    NOT_A_DATE = "not_a_date"
    TWICE = "twice"
    OUT_OF_RANGE = "out_of_range"
    NOT_KNOWN = "not_known"


class Wrong(Struct, frozen=True):
    """One fault; `field` is a dotted path such as ``texts.nl.greeting`` or ``form.2.key``."""

    field: str
    fault: Fault


def cleaned_site(site: Site) -> Site:
    """Return a site with its texts made harmless, its address without a trailing slash, its origins in their form."""
    return structs.replace(
        site,
        name=clean_line(site.name, MAX_NAME_CHARS + 1),
        base_url=clean_line(site.base_url, MAX_ADDRESS_CHARS + 1).rstrip("/"),
        colour=site.colour.strip().lower(),
        currency=site.currency.strip().upper(),
        origins=tuple(dict.fromkeys(written_origin(origin) for origin in site.origins if origin.strip())),
    )


def cleaned_settings(settings: SiteSettings) -> SiteSettings:
    """Return settings with their texts made harmless, without empty texts and names of days that are no exception."""
    written = {language: _cleaned_texts(texts) for language, texts in settings.texts.items()}
    days = frozenset(day.isoformat() for day in settings.hours.exceptions) if settings.hours else frozenset()
    return structs.replace(
        settings,
        holidays={day: clean_line(name, MAX_LABEL_CHARS) for day, name in settings.holidays.items() if day in days},
        texts={language: texts for language, texts in written.items() if texts != SiteTexts()},
        form=tuple(_cleaned_field(field) for field in settings.form),
        payment_pages=tuple(dict.fromkeys(filter(None, (page.strip().lower() for page in settings.payment_pages)))),
    )


def written_origin(text: str) -> str:
    """Return an origin as browsers write it: lower case, no trailing slash, no usual port."""
    origin = text.strip().rstrip("/")
    lowered = origin.lower()
    for scheme, port in (("https://", ":443"), ("http://", ":80")):
        if lowered.startswith(scheme) and lowered.endswith(port):
            return lowered.removesuffix(port)
    return lowered


def is_origin(text: str) -> bool:
    """Tell whether a text is an http(s) origin (RFC 6454): scheme, host, at most a port, and nothing else."""
    if len(text) > MAX_ADDRESS_CHARS:
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.netloc if port is None else parts.netloc.removesuffix(f":{port}")
    is_bare = text == f"{parts.scheme}://{parts.netloc}"
    return is_bare and parts.scheme in {"http", "https"} and _HOST.fullmatch(host) is not None


def is_web_address(text: str) -> bool:
    """Tell whether a text is an http(s) address without a user part."""
    return text.lower().startswith(("http://", "https://")) and is_safe_url(text) and len(text) <= MAX_ADDRESS_CHARS


def id_from(name: str) -> SiteId:
    """Return an id for a new site made of its name; empty when nothing of it is left."""
    spelt = _NOT_IN_ID.sub("-", clean_line(name).lower().replace("'", "")).strip("-")
    return SiteId(spelt[:MAX_ID_CHARS].rstrip("-"))


def is_site_id(text: str) -> bool:
    """Tell whether a text can be the id of a new site."""
    return _ID.fullmatch(text) is not None


def site_faults(site: Site) -> tuple[Wrong, ...]:
    """Return everything that is wrong with a cleaned site."""
    return tuple(_site_faults(site))


def settings_faults(settings: SiteSettings) -> tuple[Wrong, ...]:
    """Return everything that is wrong with cleaned settings."""
    return tuple(_settings_faults(settings))


# -- cleaning


def _cleaned_texts(texts: SiteTexts) -> SiteTexts:
    return SiteTexts(
        greeting=clean_message(texts.greeting).strip(),
        away=clean_message(texts.away).strip(),
        consent=clean_message(texts.consent).strip(),
        privacy_url=clean_line(texts.privacy_url, MAX_ADDRESS_CHARS + 1),
    )


def _cleaned_field(field: FormField) -> FormField:
    choices = (clean_line(choice, MAX_LABEL_CHARS) for choice in field.choices)
    labels = {language: clean_line(label, MAX_LABEL_CHARS) for language, label in field.label.items()}
    return structs.replace(
        field,
        key=field.key.strip(),
        label={language: label for language, label in labels.items() if label},
        choices=tuple(dict.fromkeys(filter(None, choices))) if field.kind is FieldKind.CHOICE else (),
    )


# -- faults


def _site_faults(site: Site) -> Iterator[Wrong]:
    yield from _text("name", site.name, MAX_NAME_CHARS, needed=True)
    if not is_web_address(site.base_url):
        yield Wrong("base_url", Fault.EMPTY if not site.base_url else Fault.NOT_AN_ADDRESS)
    if _COLOUR.fullmatch(site.colour) is None:
        yield Wrong("colour", Fault.NOT_A_COLOUR)
    if site.language not in LANGUAGES:
        yield Wrong("language", Fault.NOT_KNOWN)
    if _CURRENCY.fullmatch(site.currency) is None:
        yield Wrong("currency", Fault.NOT_KNOWN)
    if len(site.origins) > MAX_ORIGINS:
        yield Wrong("origins", Fault.TOO_MANY)
    if any(not is_origin(origin) for origin in site.origins):
        yield Wrong("origins", Fault.NOT_AN_ORIGIN)
    yield from _times_faults(site)
    yield from _rules_faults(site.rules)


def _times_faults(site: Site) -> Iterator[Wrong]:
    targets, lease, times, rules = site.targets, site.lease, site.escalation, site.rules
    seconds = {
        "targets.target_s": (targets.target_s, 5.0),
        "targets.warning_s": (targets.warning_s, 0.0),
        "targets.holding_s": (targets.holding_s, 5.0),
        "lease.requeue_s": (lease.requeue_s, 0.0),
        "lease.tell_s": (lease.tell_s, 0.0),
        "lease.transfer_s": (lease.transfer_s, 0.0),
        "escalation.wall_s": (times.wall_s, 0.0),
        "escalation.offer_s": (times.offer_s, 0.0),
        "escalation.tell_s": (times.tell_s, 0.0),
        "rules.known_agent_s": (rules.known_agent_s, 0.0),
        "rules.overflow_s": (rules.overflow_s, 0.0),
        "rules.offer_s": (rules.offer_s, 0.0),
        "rules.wait_told_s": (rules.wait_told_s, 0.0),
    }
    for field, (value, least) in seconds.items():
        if not isfinite(value) or not least <= value <= LONGEST_S:
            yield Wrong(field, Fault.OUT_OF_RANGE)


def _rules_faults(rules: RoutingRules) -> Iterator[Wrong]:
    if rules.policy is RoutingPolicy.UNKNOWN:
        yield Wrong("rules.policy", Fault.NOT_KNOWN)
    yield from _text("rules.vip_field", rules.vip_field, MAX_LABEL_CHARS)
    if len(rules.skill_rules) > MAX_RULES:
        yield Wrong("rules.skill_rules", Fault.TOO_MANY)
    for rule in rules.skill_rules:
        yield from _text("rules.skill_rules", rule.page_contains, MAX_ADDRESS_CHARS, needed=True)
        yield from _text("rules.skill_rules", rule.skill, MAX_LABEL_CHARS, needed=True)


def _settings_faults(settings: SiteSettings) -> Iterator[Wrong]:
    yield from _hours_faults(settings)
    for language, texts in settings.texts.items():
        yield from _texts_faults(language, texts)
    yield from _form_faults(settings.form)
    if len(settings.invitations) > MAX_RULES:
        yield Wrong("invitations", Fault.TOO_MANY)
    if len(settings.payment_pages) > MAX_PAGES:
        yield Wrong("payment_pages", Fault.TOO_MANY)
    for page in settings.payment_pages:
        yield from _text("payment_pages", page, MAX_LABEL_CHARS)
    if not 0 <= settings.low_stars <= MAX_STARS:
        yield Wrong("low_stars", Fault.OUT_OF_RANGE)
    for name in ("chats", "visits", "contacts"):
        if not 0 <= getattr(settings.retention, name) <= MAX_DAYS:
            yield Wrong(f"retention.{name}", Fault.OUT_OF_RANGE)


def _texts_faults(language: str, texts: SiteTexts) -> Iterator[Wrong]:
    if language not in LANGUAGES:
        yield Wrong(f"texts.{language[:8]}", Fault.NOT_KNOWN)
    for name in ("greeting", "away", "consent"):
        yield from _text(f"texts.{language}.{name}", getattr(texts, name), MAX_TEXT_CHARS)
    if texts.privacy_url and not is_web_address(texts.privacy_url):
        yield Wrong(f"texts.{language}.privacy_url", Fault.NOT_AN_ADDRESS)


def _hours_faults(settings: SiteSettings) -> Iterator[Wrong]:
    hours = settings.hours
    for day, name in settings.holidays.items():
        if not _is_date(day):
            yield Wrong("holidays", Fault.NOT_A_DATE)
        yield from _text("holidays", name, MAX_LABEL_CHARS)
    if hours is None:
        return
    if len(hours.exceptions) > MAX_EXCEPTIONS:
        yield Wrong("hours.exceptions", Fault.TOO_MANY)
    if any(len(spans) > MAX_SPANS for spans in (*hours.weekly, *hours.exceptions.values())):
        yield Wrong("hours.weekly", Fault.TOO_MANY)


def _form_faults(form: tuple[FormField, ...]) -> Iterator[Wrong]:
    if len(form) > MAX_FORM_FIELDS:
        yield Wrong("form", Fault.TOO_MANY)
    seen: set[str] = set()
    for place, field in enumerate(form):
        at = f"form.{place}"
        if _KEY.fullmatch(field.key) is None:
            yield Wrong(f"{at}.key", Fault.EMPTY if not field.key else Fault.NOT_A_KEY)
        elif field.key in seen:
            yield Wrong(f"{at}.key", Fault.TWICE)
        seen.add(field.key)
        yield from _field_faults(at, field)


def _field_faults(at: str, field: FormField) -> Iterator[Wrong]:
    if not field.label:
        yield Wrong(f"{at}.label", Fault.EMPTY)
    for language, label in field.label.items():
        if language not in LANGUAGES:
            yield Wrong(f"{at}.label", Fault.NOT_KNOWN)
        yield from _text(f"{at}.label", label, MAX_LABEL_CHARS)
    if field.kind is FieldKind.CHOICE and not field.choices:
        yield Wrong(f"{at}.choices", Fault.EMPTY)
    if len(field.choices) > MAX_CHOICES:
        yield Wrong(f"{at}.choices", Fault.TOO_MANY)
    for choice in field.choices:
        yield from _text(f"{at}.choices", choice, MAX_LABEL_CHARS)


def _text(field: str, text: str, limit: int, *, needed: bool = False) -> Iterator[Wrong]:
    if needed and not text.strip():
        yield Wrong(field, Fault.EMPTY)
    if len(text) > limit:
        yield Wrong(field, Fault.TOO_LONG)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
