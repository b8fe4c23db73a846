"""A site's settings as a file, and what a site may be: round trips, wrong files, faults by field, merging."""

from datetime import date

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.opening_hours import OpeningHours, Span
from operator_console.domain.people import Routing, Site
from operator_console.domain.response_clock import ClockTargets
from operator_console.domain.site_checks import (
    Fault,
    Wrong,
    cleaned_settings,
    cleaned_site,
    id_from,
    is_origin,
    is_site_id,
    settings_faults,
    site_faults,
    written_origin,
)
from operator_console.domain.site_file import NotASiteFile, changes, merged, read_file, taken_over, write_file
from operator_console.domain.site_settings import (
    BotMode,
    ConsentMode,
    FieldKind,
    FormField,
    Retention,
    SiteSettings,
    SiteTexts,
)

SHOP = Site(
    id=SiteId("shop"), name="Shop", base_url="https://shop.example", department_id=DepartmentId("service"),
    origins=("https://shop.example",),
)  # fmt: skip
SETTINGS = SiteSettings(site_id=SHOP.id)

_WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=60).map(str.strip)
_DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
_SPANS = st.sampled_from([(), (Span(540, 1020),), (Span(540, 720), Span(780, 1440))])
_HOURS = st.builds(
    OpeningHours,
    time_zone=st.sampled_from(["Europe/Amsterdam", "UTC"]),
    weekly=st.tuples(*[_SPANS] * 7),
    exceptions=st.dictionaries(_DAYS, _SPANS, max_size=4),
)
_TEXTS = st.builds(
    SiteTexts, greeting=_WORDS, away=_WORDS, consent=_WORDS, privacy_url=st.sampled_from(["", "https://a.nl/p"])
)
_RULES = st.builds(
    InvitationRule,
    id=st.just("r1"),
    name=_WORDS,
    conditions=st.just((Condition(subject=Subject.SITE_S, test=Test.AT_LEAST, value="30"),)),
    texts=st.just((InvitationText(id="a", words={"nl": "Hulp nodig?", "en": "Need help?"}),)),
)
settings_made = st.builds(
    SiteSettings,
    site_id=st.just(SHOP.id),
    hours=st.none() | _HOURS,
    texts=st.dictionaries(st.sampled_from(["nl", "en"]), _TEXTS),
    bot=st.sampled_from(BotMode),
    call_back=st.booleans(),
    form=st.sampled_from([(), (FormField(key="order", label={"nl": "Bestelnummer"}, kind=FieldKind.TEXT),)]),
    invitations=st.lists(_RULES, max_size=2).map(tuple),
    consent=st.sampled_from(ConsentMode),
    low_stars=st.integers(0, 5),
    retention=st.builds(Retention, chats=st.integers(0, 3_650)),
    version=st.integers(0, 9),
).map(cleaned_settings)
sites_made = st.builds(
    Site,
    id=st.just(SHOP.id),
    name=_WORDS.filter(bool),
    base_url=st.sampled_from(["https://a.example", "http://localhost:8080/shop"]),
    colour=st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"),
    origins=st.lists(st.sampled_from(["https://a.example", "http://b.example:81"]), unique=True).map(tuple),
    department_id=st.just(SHOP.department_id),
    targets=st.builds(ClockTargets, target_s=st.sampled_from([15.0, 30.0, 60.0])),
    routing=st.sampled_from(Routing),
).map(cleaned_site)


# -- files


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(sites_made, settings_made)
def test_what_is_written_is_read(site: Site, written: SiteSettings) -> None:
    file = read_file(write_file(site, written))
    taken_site, taken_settings = taken_over(file, SHOP, SETTINGS)
    assert taken_site == site
    assert taken_settings == structs.replace(written, version=SETTINGS.version)
    assert changes(site, taken_site) == ()
    assert changes(written, taken_settings) == ()


def test_a_site_keeps_who_it_is_and_where_it_belongs() -> None:
    other = structs.replace(SHOP, id=SiteId("jump"), department_id=DepartmentId("jump"), name="Jump")
    mine = structs.replace(SETTINGS, version=7)
    site, kept = taken_over(read_file(write_file(other, SiteSettings(site_id=other.id, version=3))), SHOP, mine)
    assert (site.id, site.department_id, site.name) == (SHOP.id, SHOP.department_id, "Jump")
    assert (kept.site_id, kept.version) == (SHOP.id, 7)


def test_what_a_file_would_change_is_named_by_field() -> None:
    after = structs.replace(
        SETTINGS, bot=BotMode.FIRST, texts={"nl": SiteTexts(greeting="Hoi")}, retention=Retention(chats=30), version=5
    )
    found = {change.field: (change.before, change.after) for change in changes(SETTINGS, after)}
    assert found == {
        "bot": (BotMode.OFF, BotMode.FIRST),
        "texts.nl": (None, SiteTexts(greeting="Hoi")),
        "retention.chats": (0, 30),
    }


_GOOD = write_file(SHOP, SETTINGS)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b"null", b"\xff\xfe{", b"nonsense", b'{"format": "operator-console-site"}', _GOOD[:-40],
        _GOOD.replace(b'"operator-console-site"', b'"something-else"'), b"[" * 100_000,
        b'{"format": "operator-console-site", "version": 1e400}', b" " * (256 * 1024 + 1),
        _GOOD.replace(b'"#2f6fed"', b'"red"'), _GOOD.replace(b'"https://shop.example"', b'"javascript:alert(1)"'),
        _GOOD.replace(b'"off"', b'"sometimes"'), _GOOD.replace(b'"low_stars": 2', b'"low_stars": 99'),
    ],
)  # fmt: skip
def test_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(NotASiteFile) as caught:
        read_file(content)
    assert not caught.value.newer
    assert len(caught.value.detail) < 500


def test_a_newer_file_says_so_and_a_byte_order_mark_is_no_fault() -> None:
    with pytest.raises(NotASiteFile) as caught:
        read_file(_GOOD.replace(b'"version": 1', b'"version": 2'))
    assert caught.value.newer
    assert read_file(b"\xef\xbb\xbf" + _GOOD).site == SHOP


def test_no_secret_leaves_with_a_file() -> None:
    text = _GOOD.decode()
    assert not any(word in text for word in ("secret", "token", "password"))


# -- merging


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(settings_made, settings_made)
def test_merging_with_oneself(base: SiteSettings, other: SiteSettings) -> None:
    assert merged(base, base, other) == other
    assert merged(base, other, base) == other


def test_both_changes_stay_and_mine_wins_where_both_changed() -> None:
    base = structs.replace(SETTINGS, texts={"nl": SiteTexts(greeting="Hoi", away="Weg")})
    mine = structs.replace(base, bot=BotMode.FIRST, texts={"nl": SiteTexts(greeting="Dag", away="Weg")}, low_stars=1)
    theirs = structs.replace(
        base,
        rating=False,
        texts={"nl": SiteTexts(greeting="Hoi", away="Dicht"), "en": SiteTexts()},
        low_stars=3,
        version=4,
    )
    assert merged(base, mine, theirs) == structs.replace(
        theirs, bot=BotMode.FIRST, texts={"nl": SiteTexts(greeting="Dag", away="Dicht"), "en": SiteTexts()}, low_stars=1
    )


# -- what may be


@pytest.mark.parametrize(
    "text", ["https://shop.example", "http://localhost:8080", "https://xn--bcher-kva.example", "http://[::1]:8080"]
)
def test_origins(text: str) -> None:
    assert is_origin(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "*", "shop.example", "https://", "https://shop.example/", "https://shop.example/path", "ftp://a.example",
        "https://user@shop.example", "https://shop.example?x", "https://shop.example#x", "https://shop.example:99999",
        "https://*.shop.example", "javascript:alert(1)", "https://shop example", "https://a.example\nhttps://b.example",
        "https://" + "a" * 400,
    ],
)  # fmt: skip
def test_no_origins(text: str) -> None:
    assert not is_origin(text)


@pytest.mark.parametrize(
    "text, written",
    [
        (" HTTPS://Shop.Example/ ", "https://shop.example"), ("https://a.example:443", "https://a.example"),
        ("http://a.example:80/", "http://a.example"), ("https://a.example:8443", "https://a.example:8443"),
    ],
)  # fmt: skip
def test_origins_as_browsers_write_them(text: str, written: str) -> None:
    assert written_origin(text) == written


@pytest.mark.parametrize(
    "change, wrong",
    [
        ({"name": " "}, Wrong("name", Fault.EMPTY)),
        ({"name": "x" * 200}, Wrong("name", Fault.TOO_LONG)),
        ({"base_url": "javascript:alert(1)"}, Wrong("base_url", Fault.NOT_AN_ADDRESS)),
        ({"base_url": "https://user@a.example"}, Wrong("base_url", Fault.NOT_AN_ADDRESS)),
        ({"colour": "#12345"}, Wrong("colour", Fault.NOT_A_COLOUR)),
        ({"colour": "#12345g"}, Wrong("colour", Fault.NOT_A_COLOUR)),
        ({"origins": ("https://a.example/x",)}, Wrong("origins", Fault.NOT_AN_ORIGIN)),
        ({"origins": tuple(f"https://a{n}.example" for n in range(21))}, Wrong("origins", Fault.TOO_MANY)),
        ({"language": "xx"}, Wrong("language", Fault.NOT_KNOWN)),
        ({"currency": "EURO"}, Wrong("currency", Fault.NOT_KNOWN)),
        ({"targets": ClockTargets(target_s=0.0)}, Wrong("targets.target_s", Fault.OUT_OF_RANGE)),
        ({"targets": ClockTargets(holding_s=float("inf"))}, Wrong("targets.holding_s", Fault.OUT_OF_RANGE)),
    ],
)
def test_faults_of_a_site(change: dict[str, object], wrong: Wrong) -> None:
    assert site_faults(SHOP) == ()
    assert site_faults(cleaned_site(structs.replace(SHOP, **change))) == (wrong,)


@pytest.mark.parametrize(
    "change, wrong",
    [
        ({"low_stars": 6}, Wrong("low_stars", Fault.OUT_OF_RANGE)),
        ({"retention": Retention(visits=-1)}, Wrong("retention.visits", Fault.OUT_OF_RANGE)),
        ({"texts": {"nl": SiteTexts(greeting="x" * 700)}}, Wrong("texts.nl.greeting", Fault.TOO_LONG)),
        ({"texts": {"nl": SiteTexts(privacy_url="file:///x")}}, Wrong("texts.nl.privacy_url", Fault.NOT_AN_ADDRESS)),
        ({"texts": {"de": SiteTexts(away="x")}}, Wrong("texts.de", Fault.NOT_KNOWN)),
        ({"form": (FormField(key="Größe", label={"nl": "x"}),)}, Wrong("form.0.key", Fault.NOT_A_KEY)),
        ({"form": (FormField(key="", label={"nl": "x"}),)}, Wrong("form.0.key", Fault.EMPTY)),
        ({"form": (FormField(key="a", label={}),)}, Wrong("form.0.label", Fault.EMPTY)),
        ({"form": (FormField(key="a", label={"nl": "x"}),) * 2}, Wrong("form.1.key", Fault.TWICE)),
        (
            {"form": (FormField(key="a", label={"nl": "x"}, kind=FieldKind.CHOICE, choices=(" ",)),)},
            Wrong("form.0.choices", Fault.EMPTY),
        ),
        ({"payment_pages": tuple(f"p{n}" for n in range(41))}, Wrong("payment_pages", Fault.TOO_MANY)),
    ],
)
def test_faults_of_settings(change: dict[str, object], wrong: Wrong) -> None:
    assert settings_faults(SETTINGS) == ()
    assert settings_faults(cleaned_settings(structs.replace(SETTINGS, **change))) == (wrong,)


def test_names_of_days_that_are_no_exception_go() -> None:
    hours = OpeningHours(time_zone="UTC", exceptions={date(2026, 12, 25): ()})
    kept = cleaned_settings(
        structs.replace(SETTINGS, hours=hours, holidays={"2026-12-25": "Kerst\x00", "2026-12-26": "x", "never": "y"})
    )
    assert kept.holidays == {"2026-12-25": "Kerst"}
    assert cleaned_settings(structs.replace(kept, hours=None)).holidays == {}


@pytest.mark.parametrize(
    "name, made",
    [("Wielershop", "wielershop"), ("Jan's Fietsen & Zo", "jans-fietsen-zo"), ("É!?", ""), ("x" * 99, "x" * 40)],
)
def test_ids_from_names(name: str, made: str) -> None:
    assert id_from(name) == made
    assert is_site_id(made) is bool(made)


@given(st.binary(max_size=300))
def test_no_bytes_bring_it_down(content: bytes) -> None:
    with pytest.raises(NotASiteFile):
        read_file(content)


def test_settings_that_hold_a_lone_surrogate_are_made_harmless() -> None:
    kept = cleaned_settings(structs.replace(SETTINGS, texts={"nl": SiteTexts(greeting="Hoi \ud800")}))
    assert msgspec.json.encode(kept)
