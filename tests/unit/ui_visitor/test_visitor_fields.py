"""What the visitor panel says: everything known, "not shared" for the rest, nothing that is more than text."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from PySide6.QtCore import QLocale

from operator_console.desk.state import ChatContext
from operator_console.domain.invitations import InvitedBy
from operator_console.domain.people import Cart, CartItem, Device, LineState, PageView, Visit
from operator_console.ui.visitor.fields import Field, fields_of, local_time_words, short_address, visits_words
from tests.fakes import fake_chats
from tests.fakes.fake_desk import START, FakeDesk

LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
MARIEKE = FakeDesk().context(fake_chats.MARIEKE)
text = st.text(max_size=80)


def fields(context: ChatContext, now: datetime = START) -> dict[str, Field]:
    return {field.key: field for field in fields_of(context, now, LOCALE)}


def visit_of(context: ChatContext) -> Visit:
    assert context.visit is not None
    return context.visit


def test_everything_that_is_known_is_said() -> None:
    two = Cart(items=(CartItem(name="E-bike Tour 500", quantity=2, price_cents=184900),))
    context = structs.replace(MARIEKE, visit=structs.replace(visit_of(MARIEKE), cart=two))
    said = {key: field.text for key, field in fields(context).items()}
    assert said == {
        "referrer": "google.nl/search?q=tour+500",
        "search_words": "“tour 500”",
        "campaign": "najaar-e-bikes",
        "landing": "/fietsen/tour-500?utm_campaign=najaar-e-bikes",
        "now_on": "/winkelwagen",
        "device": "iPhone · iOS 19 · Safari",
        "on_site": "4 min 12 s · 6 pages",
        "previous": "2 · last 3 Oct · Solved",
        "cart": "€ 3,698.00 · 2 items",
        "language": "Dutch · 14:05 there",
        "line": "Online",
        "custom_0": "2023",
        "custom_1": "K-20931",
    }


def test_the_invitation_that_began_a_chat_is_told() -> None:
    invited = InvitedBy(rule_id="r", rule_name="Long %2 on a page", text_id="t", text="Need <b>help</b>?", at=START)
    by_rule = fields(structs.replace(MARIEKE, invited_by=invited))["invited_by"]
    assert (by_rule.label, by_rule.text) == ("Invited by", "Long %2 on a page")
    assert [detail.text for detail in by_rule.details] == ["Need <b>help</b>?"]
    by_hand = structs.replace(invited, rule_id="", rule_name="")
    assert fields(structs.replace(MARIEKE, invited_by=by_hand))["invited_by"].text == "a colleague"
    assert "invited_by" not in fields(MARIEKE)


def test_nothing_known_is_not_shared() -> None:
    said = fields(ChatContext())
    assert {key for key, field in said.items() if field.text is not None} == {"previous"}
    bare = Visit(id="vt", visitor_id="vr", site_id="s", started_at=START, last_seen_at=START)  # type: ignore[arg-type]  # plain ids
    known = {key for key, field in fields(ChatContext(visit=bare)).items() if field.text is not None}
    assert known == {"on_site", "previous", "line"}


def test_time_on_the_site_runs_until_the_visitor_has_left() -> None:
    later = START + timedelta(seconds=10)
    assert fields(MARIEKE, later)["on_site"].text == "4 min 22 s · 6 pages"
    assert fields(MARIEKE, later)["on_site"].details[0].note == "1 min 40 s"
    left = structs.replace(MARIEKE, visit=structs.replace(visit_of(MARIEKE), line=LineState.GONE))
    assert fields(left, later)["on_site"].text == "4 min 12 s · 6 pages"
    assert fields(left, later)["now_on"].label == "Last on"


def test_the_page_trail_is_newest_first_with_dwell_times() -> None:
    trail = fields(MARIEKE)["on_site"].details
    assert [(detail.text, detail.note) for detail in trail[:3]] == [
        ("Winkelwagen", "1 min 30 s"),
        ("E-bike Tour 500", "53 s"),
        ("Framemaat kiezen", "27 s"),
    ]


def test_earlier_chats_are_newest_first_and_can_be_opened() -> None:
    details = fields(MARIEKE)["previous"].details
    assert [detail.conversation_id for detail in details] == ["cv_marieke_2", "cv_marieke_1"]
    assert visits_words(MARIEKE) == "3 visits"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://user@host.example/", "data:text/html,x", "//x", "a b"]
)
def test_only_safe_addresses_become_links(url: str) -> None:
    page = PageView(url=url, title="A page", opened_at=START)
    visit = structs.replace(visit_of(MARIEKE), referrer=url, landing_url=url, pages=(page,))
    found = fields(structs.replace(MARIEKE, visit=visit))
    assert [found[key].url for key in ("referrer", "landing", "now_on")] == [None, None, None]
    assert found["on_site"].details[0].url is None
    assert found["landing"].text


def test_a_look_alike_host_shows_itself() -> None:
    assert short_address("https://www.bücher.example/x?y=1#z") == "xn--bcher-kva.example/x?y=1"


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Asia/Kolkata", "Pacific/Chatham"])
def test_local_time_by_zone(zone: str) -> None:
    now = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
    assert (
        local_time_words(zone, now, LOCALE)
        == {
            "Europe/Amsterdam": "13:00",
            "Asia/Kolkata": "17:30",
            "Pacific/Chatham": "01:45",
        }[zone]
    )


@pytest.mark.parametrize("zone", [None, "", "Nowhere/Land", "../../etc/passwd", "Europe/Amsterdam" * 100, "Ünïcode"])
def test_an_unknown_zone_says_nothing(zone: str | None) -> None:
    assert local_time_words(zone, START, LOCALE) == ""


@given(text, text, text, text, st.dictionaries(text, text, max_size=4))
def test_whatever_a_site_sends_stays_one_harmless_line(a: str, b: str, c: str, d: str, custom: dict[str, str]) -> None:
    visit = structs.replace(
        visit_of(MARIEKE),
        referrer=a,
        search_words=b,
        campaign=c,
        landing_url=d,
        pages=(PageView(url=a, title=b, opened_at=START),),
        device=Device(model=c, system=d, browser=a),
        language=b,
        time_zone=c,
        custom=custom,
    )
    for field in fields_of(structs.replace(MARIEKE, visit=visit), START, LOCALE):
        for line in (field.label, field.text or "", *(detail.text for detail in field.details)):
            if field.key == "device":
                continue  # made harmless by the label
            assert len(line.splitlines()) <= 1
            assert not {"\u202e", "\u2066", "\x00"} & set(line)
