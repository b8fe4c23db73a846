"""Rules that invite, the manners that no rule can switch off, and words for guests and customers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, example, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.figures.intervals import wilson
from operator_console.domain.ids import SiteId, VisitorId
from operator_console.domain.invitation_trials import Recorded, Trial, not_recorded
from operator_console.domain.invitations import (
    ASKED_AGAIN_DAYS,
    Condition,
    InvitationRule,
    InvitationText,
    Subject,
    Test,
)
from operator_console.domain.inviting import (
    Manner,
    VisitSigns,
    held_back,
    holds,
    invitation,
    next_moment,
    signs_of,
    waits_on_room,
    zone_for,
)
from operator_console.domain.opening_hours import OpeningHours, always_open
from operator_console.domain.people import PageView, Visit, Visitor
from operator_console.domain.site_settings import SiteSettings
from operator_console.domain.visit_events import Happened, HappenedKind, VisitInvitation, cart_change, noted
from tests.fakes import visit_strategies as made

AT = datetime(2026, 11, 2, 10, tzinfo=UTC)
SHOP = SiteId("shop")
GUEST = VisitSigns(
    now=AT, page="https://shop.example/fietsen/tour", page_since=AT, started_at=AT, room=1, language="nl"
)
SLOWLY = with_settings(suppress_health_check=[HealthCheck.too_slow])
"""A busy machine draws such values slowly; that is no fault of theirs."""
HELP = InvitationText(id="help", words={"nl": "Hulp nodig, {name}?"}, guest_words={"nl": "Hulp nodig?"})


def rule(*conditions: tuple[Subject, Test, str], **changes: object) -> InvitationRule:
    found = tuple(Condition(subject=subject, test=test, value=value) for subject, test, value in conditions)
    return structs.replace(InvitationRule(id="r", name="R", conditions=found, texts=(HELP,)), **changes)


ON_BIKES = rule((Subject.PAGE, Test.CONTAINS, "Fietsen"))


def site(*rules: InvitationRule, **changes: object) -> SiteSettings:
    return structs.replace(SiteSettings(site_id=SHOP, invitations=rules), **changes)


def invites(settings: SiteSettings, signs: VisitSigns) -> bool:
    return invitation(settings, signs, "vs_1", ("nl",)) is not None


# -- manners


@SLOWLY
@given(
    settings=made.settings,
    visit=made.visits(),
    visitor=made.visitors,
    after=st.integers(0, 400),
    room=st.integers(-1, 2),
    chat=st.booleans(),
    invited=st.booleans(),
)
def test_manners_hold_for_every_rule_set_and_every_visit(
    settings: SiteSettings, visit: Visit, visitor: Visitor, after: int, room: int, chat: bool, invited: bool
) -> None:
    """Said once more in other words than the engine's, so that the engine cannot excuse itself."""
    now = visit.started_at + timedelta(seconds=after)
    if invited:
        visit = structs.replace(visit, invitation=VisitInvitation(id="x", at=visit.started_at, text="x"))
    chosen = invitation(
        settings, signs_of(visit, visitor, now, room=room, chat=chat, zone=zone_for(settings)), visitor.id, ("nl",)
    )
    if chosen is None:
        return
    assert not invited, "once per visit"
    assert not chat, "never while a chat is open"
    assert room > 0, "only with room"
    on_screen = [page for page in visit.pages if page.opened_at <= now][-1]
    assert not any(part and part.lower() in on_screen.url.lower() for part in settings.payment_pages), "payment page"
    told = [each.at for each in visit.happened if each.kind is HappenedKind.PAYMENT and each.at <= now]
    assert not any(at >= on_screen.opened_at for at in told), "a page that says it is one of payment"
    if visitor.declined_at is not None:
        assert (now - visitor.declined_at).total_seconds() >= ASKED_AGAIN_DAYS * 86400, "no thanks"
    assert settings.hours is None or settings.hours.is_open(now), "opening hours"
    by = next(each for each in settings.invitations if each.id == chosen.rule_id and each.enabled)
    assert by.conditions
    assert chosen.text.strip()
    assert len(chosen.text) <= 300
    if not visitor.name:
        assert "{name}" not in chosen.text, "a guest is not called by a name"


@pytest.mark.parametrize(
    "changes, manner",
    [
        ({"invited": True}, Manner.INVITED),
        ({"chat": True}, Manner.CHAT),
        ({"paying": True}, Manner.PAYMENT),
        ({"page": "https://shop.example/fietsen/AFREKENEN"}, Manner.PAYMENT),
        ({"declined_at": AT - timedelta(days=29, hours=23)}, Manner.DECLINED),
        ({"room": 0}, Manner.NO_ROOM),
    ],
)
def test_each_manner_stands_alone(changes: dict[str, object], manner: Manner) -> None:
    settings = site(ON_BIKES)
    assert invites(settings, GUEST)
    signs = structs.replace(GUEST, **changes)
    assert held_back(settings, signs) is manner
    assert not invites(settings, signs)


def test_a_no_is_forgotten_after_thirty_days() -> None:
    assert invites(site(ON_BIKES), structs.replace(GUEST, declined_at=AT - timedelta(days=30)))


def test_nobody_is_invited_to_a_closed_desk() -> None:
    closed = site(ON_BIKES, hours=OpeningHours(time_zone="Europe/Amsterdam"))
    assert held_back(closed, GUEST) is Manner.CLOSED
    assert invites(site(ON_BIKES, hours=always_open("Europe/Amsterdam")), GUEST)


# -- rules


@pytest.mark.parametrize(
    "condition",
    [
        (Subject.UNKNOWN, Test.AT_LEAST, "0"),
        (Subject.PAGE, Test.UNKNOWN, "fietsen"),
        (Subject.PAGE, Test.AT_LEAST, "0"),
        (Subject.SITE_S, Test.CONTAINS, "0"),
        (Subject.SITE_S, Test.AT_LEAST, "soon"),
        (Subject.SITE_S, Test.AT_LEAST, "-1"),
        (Subject.SITE_S, Test.AT_LEAST, "٣"),
        (Subject.SITE_S, Test.AT_MOST, "9" * 400),
        (Subject.PAGE, Test.CONTAINS, ""),
        (Subject.PAGE, Test.LACKS, " "),
        (Subject.PAGE, Test.LACKS, "x" * 201),
        (Subject.CUSTOMER_CENTS, Test.AT_MOST, "100"),
        (Subject.CART_S, Test.AT_LEAST, "0"),
        (Subject.VISITS, Test.AT_MOST, "5"),
    ],
)
def test_what_is_not_understood_or_not_known_never_invites(condition: tuple[Subject, Test, str]) -> None:
    assert not holds(rule(condition), GUEST)
    assert next_moment((rule(condition),), GUEST) is None


@pytest.mark.parametrize(
    "condition, signs",
    [
        ((Subject.PAGE, Test.CONTAINS, "FIETSEN"), {}),
        ((Subject.PAGE, Test.LACKS, "helm"), {}),
        ((Subject.PAGE_S, Test.AT_LEAST, "30"), {"page_since": AT - timedelta(seconds=30)}),
        ((Subject.SITE_S, Test.AT_MOST, "30"), {"started_at": AT - timedelta(seconds=30)}),
        ((Subject.PAGES, Test.AT_LEAST, "3"), {"pages": 3}),
        ((Subject.VISITS, Test.AT_LEAST, "2"), {"visits": 2}),
        ((Subject.SEARCH_WORDS, Test.CONTAINS, "bakfiets"), {"search_words": "Bakfiets kopen"}),
        ((Subject.SEARCHES, Test.AT_LEAST, "2"), {"searches": 2}),
        ((Subject.CART_EVENT, Test.IS, "Removed"), {"cart_event": "removed"}),
        ((Subject.CART_S, Test.AT_LEAST, "60"), {"cart_at": AT - timedelta(seconds=60)}),
        ((Subject.CART_CENTS, Test.AT_LEAST, "50000"), {"cart_cents": 64900}),
        ((Subject.CUSTOMER_CENTS, Test.AT_LEAST, "1"), {"customer_cents": 1}),
        ((Subject.KNOWN, Test.IS, "no"), {}),
        ((Subject.KNOWN, Test.IS_NOT, "no"), {"name": "Emma"}),
        ((Subject.DEVICE, Test.IS, "phone"), {"device": "phone"}),
        ((Subject.LANGUAGE, Test.IS_NOT, "en"), {}),
        ((Subject.FREE_SEATS, Test.AT_LEAST, "2"), {"room": 2}),
        ((Subject.HOUR, Test.AT_MOST, "10"), {}),
    ],
)
def test_every_subject_is_understood(condition: tuple[Subject, Test, str], signs: dict[str, object]) -> None:
    assert holds(rule(condition), structs.replace(GUEST, zone=UTC, **signs))


def test_a_pattern_is_plain_text() -> None:
    assert not holds(rule((Subject.PAGE, Test.CONTAINS, "f.*tsen")), GUEST)
    assert not holds(rule((Subject.PAGE, Test.CONTAINS, "(a+)+$")), structs.replace(GUEST, page="a" * 2000))


def test_a_rule_without_conditions_invites_nobody() -> None:
    assert not invites(site(rule()), GUEST)
    assert not invites(site(structs.replace(ON_BIKES, enabled=False)), GUEST)


@SLOWLY
@given(settings=made.settings, visit=made.visits(), visitor=made.visitors, after=st.integers(0, 300))
def test_the_next_moment_is_the_first_one(settings: SiteSettings, visit: Visit, visitor: Visitor, after: int) -> None:
    """Compared with looking at every second of three minutes, for each rule alone."""
    now = visit.started_at + timedelta(seconds=after)
    signs = signs_of(visit, visitor, now, room=1, chat=False, zone=zone_for(settings))
    for each in settings.invitations:
        if holds(each, signs):
            assert next_moment((each,), signs) is None
            continue
        moment = next_moment((each,), signs)
        seconds = (structs.replace(signs, now=now + timedelta(seconds=ahead)) for ahead in range(1, 200))
        first = next((later.now for later in seconds if holds(each, later)), None)
        if moment is None:
            assert first is None
        else:
            assert moment > now
            assert holds(each, structs.replace(signs, now=moment))
            assert first is None or moment <= first
            assert first is not None or (moment - now).total_seconds() >= 199


def test_an_hour_of_the_site_begins_by_itself() -> None:
    evening = rule((Subject.HOUR, Test.AT_LEAST, "19"), (Subject.SITE_S, Test.AT_LEAST, "30"))
    settings = site(evening, hours=always_open("Europe/Amsterdam"))
    signs = structs.replace(GUEST, zone=zone_for(settings))
    assert next_moment((evening,), signs) == datetime(2026, 11, 2, 18, tzinfo=UTC)
    assert next_moment((structs.replace(evening, enabled=False),), signs) is None


def test_a_rule_about_seats_waits_for_them() -> None:
    settings = site(rule((Subject.FREE_SEATS, Test.AT_LEAST, "3"), (Subject.PAGE, Test.CONTAINS, "fietsen")))
    assert waits_on_room(settings, GUEST)
    assert not waits_on_room(settings, structs.replace(GUEST, page="https://shop.example/"))


# -- texts


def test_a_customer_is_named_and_a_guest_is_not() -> None:
    settings = site(ON_BIKES)
    named = invitation(settings, structs.replace(GUEST, name="Emma de Vries"), "vs_1", ("nl",))
    guest = invitation(settings, GUEST, "vs_1", ("nl",))
    assert named is not None
    assert guest is not None
    assert (named.text, guest.text) == ("Hulp nodig, Emma?", "Hulp nodig?")
    nameless = structs.replace(ON_BIKES, texts=(InvitationText(id="x", words={"nl": "Dag {name}"}),))
    assert not invites(site(nameless), GUEST)


def test_words_come_in_the_language_of_the_page_or_in_another_one() -> None:
    both = InvitationText(id="x", words={"nl": "Hulp?", "en": "Help?"})
    settings = site(structs.replace(ON_BIKES, texts=(both,)))
    for languages, words in ((("en", "nl"), "Help?"), (("de", "nl"), "Hulp?"), (("de",), "Hulp?")):
        chosen = invitation(settings, GUEST, "vs_1", languages)
        assert chosen is not None
        assert chosen.text == words


def test_texts_are_shared_out_by_chance_and_stay_with_their_visitor() -> None:
    texts = tuple(InvitationText(id=key, words={"nl": key}) for key in ("a", "b", "c"))
    two, three = (site(structs.replace(ON_BIKES, texts=texts[:count])) for count in (2, 3))
    visitors = [VisitorId(f"vs_{number}") for number in range(3000)]

    def text_of(settings: SiteSettings, key: str) -> str:
        chosen = invitation(settings, GUEST, key, ("nl",))
        assert chosen is not None
        return chosen.text_id

    before = {key: text_of(two, key) for key in visitors}
    after = {key: text_of(three, key) for key in visitors}
    for key in ("a", "b", "c"):
        assert 900 < sum(text == key for text in after.values()) < 1100
    assert all(after[key] in {before[key], "c"} for key in visitors)


# -- what happens in a visit


def happened(kind: HappenedKind, second: float = 0, **values: object) -> Happened:
    return Happened(at=AT + timedelta(seconds=second), kind=kind, **values)  # type: ignore[arg-type]  # by name


def test_an_event_and_the_cart_it_led_to_are_one() -> None:
    trail = noted((), happened(HappenedKind.ADDED))
    trail = noted(trail, happened(HappenedKind.ADDED, 0.1, cents=64900))
    assert [(each.kind, each.cents) for each in trail] == [(HappenedKind.ADDED, 64900)]
    trail = noted(trail, happened(HappenedKind.ADDED, 10, cents=70000))
    assert len(trail) == 2


def test_orders_and_payment_are_told_once() -> None:
    trail = noted((), happened(HappenedKind.ORDERED, words="FW-1", cents=5))
    assert noted(trail, happened(HappenedKind.ORDERED, 50, words="FW-1", cents=5)) is trail
    paying = noted(trail, happened(HappenedKind.PAYMENT, 60), AT)
    assert noted(paying, happened(HappenedKind.PAYMENT, 70), AT) is paying
    assert len(noted(paying, happened(HappenedKind.PAYMENT, 90), AT + timedelta(seconds=80))) == 3


def test_a_trail_is_bounded() -> None:
    trail: tuple[Happened, ...] = ()
    for second in range(200):
        trail = noted(trail, happened(HappenedKind.SEARCH, second, words=str(second)))
    assert len(trail) == 60
    assert trail[-1].words == "199"


def test_what_a_cart_says_of_itself() -> None:
    assert cart_change(0, 100, first=True) is HappenedKind.CART
    assert cart_change(0, 100, first=False) is HappenedKind.ADDED
    assert cart_change(200, 100, first=False) is HappenedKind.REMOVED
    assert cart_change(200, 0, first=False) is HappenedKind.EMPTIED


# -- dry runs


@SLOWLY
@given(settings=made.settings, rule_=made.likely_rules, visit=made.visits(), visitor=made.visitors)
def test_a_dry_run_has_manners_too(
    settings: SiteSettings, rule_: InvitationRule, visit: Visit, visitor: Visitor
) -> None:
    assume(visit.number > 0)
    found = Trial(rule_, settings).look(Recorded(visit=visit, visitor=visitor))
    if found.invited_at is None:
        return
    signs = signs_of(
        visit,
        structs.replace(visitor, declined_at=None) if visitor.declined_at == visit.started_at else visitor,
        found.invited_at,
        room=1,
        chat=False,
        zone=zone_for(settings),
    )
    assert held_back(settings, signs) is None
    assert holds(rule_, signs)
    assert visit.started_at <= found.invited_at < visit.last_seen_at


def test_a_dry_run_says_what_older_visits_do_not_tell() -> None:
    asks = rule((Subject.FREE_SEATS, Test.AT_LEAST, "2"), (Subject.SEARCHES, Test.AT_LEAST, "2"))
    visit = Visit(id="vt", visitor_id="vs", site_id=SHOP, started_at=AT, last_seen_at=AT)  # type: ignore[arg-type]  # plain ids
    visitor = Visitor(id=VisitorId("vs"), site_id=SHOP, number=1)
    old, new = (Recorded(visit=structs.replace(visit, number=number), visitor=visitor) for number in (0, 1))
    assert not_recorded(asks, (new,)) == ("free_seats",)
    assert not_recorded(asks, (new, old)) == ("free_seats", "searches")


def test_a_chat_keeps_a_dry_run_from_inviting() -> None:
    visit = Visit(
        id="vt", visitor_id="vs", site_id=SHOP, started_at=AT, last_seen_at=AT + timedelta(seconds=90), number=1,  # type: ignore[arg-type]  # plain ids
        pages=(PageView(url="https://shop.example/fietsen", title="", opened_at=AT),),
    )  # fmt: skip
    visitor = Visitor(id=VisitorId("vs"), site_id=SHOP, number=1)
    late = rule((Subject.SITE_S, Test.AT_LEAST, "60"))
    trial = Trial(late, site(late))
    assert trial.look(Recorded(visit=visit, visitor=visitor)).invited_at == AT + timedelta(seconds=60)
    chatting = Recorded(visit=visit, visitor=visitor, chat_at=AT + timedelta(seconds=30))
    assert trial.look(chatting).held_back


# -- how sure a share is


@given(st.integers(0, 10_000), st.integers(1, 10_000))
@example(0, 1)
@example(1, 1)
def test_an_interval_holds_what_was_counted(accepted: int, shown: int) -> None:
    accepted = min(accepted, shown)
    found = wilson(accepted, shown)
    assert found is not None
    low, high = found
    assert 0.0 <= low <= accepted / shown <= high <= 1.0


def test_an_interval_known_from_a_table() -> None:
    found = wilson(10, 100)
    assert found is not None
    assert found == pytest.approx((0.0552, 0.1744), abs=1e-4)
    assert wilson(0, 0) is None
