"""Made-up rules, settings and visits for hypothesis: every subject and test, also those that fit badly together."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from operator_console.domain.ids import SiteId, VisitId, VisitorId
from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.opening_hours import OpeningHours, Span
from operator_console.domain.people import Device, DeviceKind, PageView, Visit, Visitor
from operator_console.domain.site_settings import SiteSettings
from operator_console.domain.visit_events import Happened, HappenedKind

SITE = SiteId("shop")
NOON = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
"""Half an hour before clocks in Amsterdam are put forward."""
PAGES = ("https://shop.example/", "https://shop.example/Fietsen/tour", "https://shop.example/afrekenen?stap=2")
NUMBERS = ("0", "1", "2", "5", "30", "60", "3600", "-1", "", "1e3", "٣", "999999999999", "9999999999999999")
WORDS = ("", "fietsen", "FIETSEN", "afrekenen", "added", "yes", "no", "nl", "phone", ".*", "x" * 300)

conditions = st.builds(
    Condition,
    subject=st.sampled_from(Subject),
    test=st.sampled_from(Test),
    value=st.sampled_from(NUMBERS + WORDS),
)
texts = st.builds(
    InvitationText,
    id=st.sampled_from(["a", "b", "c"]),
    words=st.dictionaries(st.sampled_from(["nl", "en"]), st.sampled_from(["", "Hallo {name}", "Hulp nodig?"])),
    guest_words=st.dictionaries(st.sampled_from(["nl", "en"]), st.sampled_from(["", "Hallo", "{name}?"])),
)
rules = st.builds(
    InvitationRule,
    id=st.sampled_from(["one", "two", "three"]),
    name=st.just("Rule"),
    conditions=st.lists(conditions, max_size=4).map(tuple),
    texts=st.lists(texts, max_size=3, unique_by=lambda text: text.id).map(tuple),
    enabled=st.booleans(),
)
likely_rules = st.builds(
    InvitationRule,
    id=st.just("likely"),
    name=st.just("Likely"),
    conditions=st.lists(
        st.one_of(
            st.builds(
                Condition,
                subject=st.sampled_from([Subject.PAGE_S, Subject.SITE_S, Subject.CART_S]),
                test=st.just(Test.AT_LEAST),
                value=st.sampled_from(["0", "1", "7", "30", "90"]),
            ),
            st.builds(
                Condition,
                subject=st.sampled_from([Subject.PAGES, Subject.SEARCHES, Subject.CART_CENTS, Subject.PAGE_S]),
                test=st.sampled_from([Test.AT_LEAST, Test.AT_MOST]),
                value=st.sampled_from(["1", "2", "20", "5000"]),
            ),
            st.builds(
                Condition,
                subject=st.just(Subject.PAGE),
                test=st.sampled_from([Test.CONTAINS, Test.LACKS]),
                value=st.sampled_from(["fietsen", "shop"]),
            ),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    texts=st.just((InvitationText(id="a", words={"nl": "Hulp nodig?"}),)),
)
spans = st.sampled_from([(), (Span(0, 1440),), (Span(60, 130),), (Span(90, 92), Span(95, 1440))])
hours = st.builds(OpeningHours, time_zone=st.just("Europe/Amsterdam"), weekly=st.tuples(*[spans] * 7))
settings = st.builds(
    SiteSettings,
    site_id=st.just(SITE),
    hours=st.none() | hours,
    invitations=st.lists(rules | likely_rules, max_size=3).map(tuple),
    payment_pages=st.sampled_from([(), ("AFREKENEN",), ("", "afrekenen")]),
)
visitors = st.builds(
    Visitor,
    id=st.sampled_from([VisitorId("vs_1"), VisitorId("vs_2")]),
    site_id=st.just(SITE),
    number=st.just(1),
    name=st.sampled_from([None, "", "Emma de Vries", "{name}", "<b>"]),
    declined_at=st.none() | st.sampled_from([NOON - timedelta(days=days) for days in (0, 1, 29, 30, 31, 400)]),
)


@st.composite
def visits(draw: st.DrawFn) -> Visit:
    """Draw a visit of some pages with events on them, each at a moment of its own."""
    gaps = draw(st.lists(st.integers(2, 100), min_size=1, max_size=5))
    opened = [NOON]
    for gap in gaps[:-1]:
        opened.append(opened[-1] + timedelta(seconds=gap))
    ends = [*opened[1:], opened[-1] + timedelta(seconds=gaps[-1])]
    pages = tuple(
        PageView(url=draw(st.sampled_from(PAGES)), title="", opened_at=at, left_at=end)
        for at, end in zip(opened, ends, strict=True)
    )
    kinds = st.sampled_from([kind for kind in HappenedKind if kind is not HappenedKind.UNKNOWN])
    offsets = draw(st.lists(st.integers(1, max(2, sum(gaps) - 1)), max_size=4, unique=True))
    happened = tuple(
        Happened(at=NOON + timedelta(seconds=offset, milliseconds=250), kind=draw(kinds), cents=draw(st.just(6000)))
        for offset in sorted(offsets)
    )
    return Visit(
        id=VisitId("vt_1"),
        visitor_id=VisitorId("vs_1"),
        site_id=SITE,
        started_at=NOON,
        last_seen_at=ends[-1],
        landing_url=PAGES[0],
        pages=pages,
        device=Device(kind=draw(st.sampled_from(DeviceKind))),
        language=draw(st.sampled_from([None, "nl-NL", "en"])),
        search_words=draw(st.sampled_from([None, "Fietsen kopen"])),
        happened=happened,
        customer_cents=draw(st.none() | st.integers(0, 10000)),
        number=draw(st.integers(0, 3)),
    )
