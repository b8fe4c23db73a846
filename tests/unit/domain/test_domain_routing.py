"""Which agent gets the next chat: rules by example, and what must be true of every choice."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, SiteId, VisitId, VisitorId
from operator_console.domain.people import (
    NOVICE_CAPACITY,
    Agent,
    PageView,
    RoutingPolicy,
    RoutingRules,
    SkillRule,
    Visit,
)
from operator_console.domain.response_clock import ResponseClock
from operator_console.domain.routing import (
    GIVEN_ANYWAY,
    USUAL_PACE_S,
    VIP_AHEAD_S,
    Held,
    Pace,
    Seat,
    Wanted,
    choose,
    place,
    wishes_of,
)
from operator_console.server.seats import Seats

SALES, SERVICE = DepartmentId("sales"), DepartmentId("service")
SHOP, BIKES = SiteId("shop"), SiteId("bikes")
NOW_S = 1_000_000.0
RULES = RoutingRules(known_agent_s=10.0, overflow_s=20.0)
POLICIES = (RoutingPolicy.OURS, RoutingPolicy.LEAST_BUSY, RoutingPolicy.ROUND_ROBIN)


def agent(name: str, **values: object) -> Agent:
    given_values: dict[str, object] = {"departments": (SALES,)}
    return Agent(id=AgentId(name), account=name, name=name, first_name=name, **(given_values | values))  # type: ignore[arg-type]  # a test's own values


def seat(name: str, *waits_s: float, quiet: int = 0, pace_s: float = USUAL_PACE_S, **values: object) -> Seat:
    """Return a seat on which chats wait for so many seconds already."""
    made = Seat(agent(name, **values))
    made.pace.mean_s = pace_s
    for number, waited_s in enumerate(waits_s):
        made.hold(ConversationId(f"{name}{number}"), Held(SALES, NOW_S - waited_s + 30.0, NOW_S))
    for number in range(quiet):
        made.hold(ConversationId(f"{name}q{number}"), Held(SALES, None, NOW_S))
    return made


def wanted(waited_s: float = 0.0, **values: object) -> Wanted:
    given_values: dict[str, object] = {"department_id": SALES, "site_id": SHOP, "since_s": NOW_S - waited_s}
    return Wanted(conversation_id=ConversationId("cv_new"), **(given_values | values))  # type: ignore[arg-type]  # a test's own values


def chosen(chat: Wanted, *seats: Seat, rules: RoutingRules = RULES) -> str | None:
    found = choose(chat, seats, rules, NOW_S)
    return found.agent.id if found is not None else None


def test_ours_takes_who_gets_to_it_first_by_their_measured_pace() -> None:
    assert chosen(wanted(), seat("quick", 1.0, pace_s=10.0), seat("slow", pace_s=60.0)) == "quick"
    assert chosen(wanted(), seat("a", quiet=4), seat("b", quiet=1)) == "b"  # those come back


def test_ours_leaves_a_chat_in_the_queue_rather_than_with_somebody_who_is_late_by_it() -> None:
    busy = seat("busy", 5.0, 8.0)  # two answers of 20 s to write first
    busier = seat("busier", 5.0, 8.0, 9.0)
    assert chosen(wanted(), busy, busier) is None
    assert chosen(wanted(), busy, busier, seat("free", pace_s=90.0)) == "free"
    assert chosen(wanted(), busy, busier, rules=structs.replace(RULES, policy=RoutingPolicy.LEAST_BUSY)) == "busy"
    # An older chat would go first, and make the agent's own one late.
    assert chosen(wanted(waited_s=12.0), seat("own", 5.0, pace_s=15.0), busier) is None
    assert chosen(wanted(waited_s=12.0), seat("own", 5.0, pace_s=10.0), busier) == "own"
    assert chosen(wanted(), busy) == "busy"  # nobody else would come free before


def test_nobody_waits_in_the_queue_for_ever() -> None:
    busy, busier = seat("busy", 5.0, 8.0), seat("busier", 5.0, 8.0, 9.0)
    assert chosen(wanted(waited_s=GIVEN_ANYWAY * 30.0), busy, busier) == "busy"


def test_the_other_policies_count_chats_or_take_turns() -> None:
    first, second = seat("a", 1.0, 1.0), seat("b", 1.0, quiet=2)
    first.turn_s, second.turn_s = 1.0, 2.0
    assert chosen(wanted(), first, second, rules=structs.replace(RULES, policy=RoutingPolicy.LEAST_BUSY)) == "b"
    assert chosen(wanted(), first, second, rules=structs.replace(RULES, policy=RoutingPolicy.ROUND_ROBIN)) == "a"


@pytest.mark.parametrize(
    "full",
    [
        seat("a", *[1.0] * 4),
        seat("a", *[1.0] * NOVICE_CAPACITY, novice=True),
        seat("a", 1.0, department_capacity={SALES: 1}),
        seat("a", departments=(SERVICE,)),
        seat("a", sites=(BIKES,)),
        Seat(agent("a"), here=False),
    ],
)
def test_nobody_without_room_or_sight_gets_one(full: Seat) -> None:
    for policy in POLICIES:
        assert chosen(wanted(waited_s=500.0), full, rules=structs.replace(RULES, policy=policy)) is None


def test_only_chats_that_wait_on_the_agent_count() -> None:
    assert chosen(wanted(), seat("a", quiet=9)) == "a"
    assert chosen(wanted(), seat("a", department_capacity={SERVICE: 0})) == "a"


def test_who_the_visitor_knows_goes_first_and_is_waited_for_a_moment() -> None:
    known, other = seat("known", quiet=3), seat("other")
    assert chosen(wanted(known_agent_id=AgentId("known")), known, other) == "known"
    full = seat("known", *[1.0] * 4)
    assert chosen(wanted(known_agent_id=AgentId("known")), full, other) is None
    assert chosen(wanted(waited_s=10.0, known_agent_id=AgentId("known")), full, other) == "other"
    known.here = False
    assert chosen(wanted(known_agent_id=AgentId("known")), known, other) == "other"


def test_skill_and_language_first_then_everybody_and_at_once_when_nobody_has_them() -> None:
    able, other = seat("able", *[1.0] * 4, skills=("bikes",)), seat("other")
    assert chosen(wanted(skill="bikes"), able, other) is None
    assert chosen(wanted(waited_s=20.0, skill="bikes"), able, other) == "other"
    assert chosen(wanted(skill="boats"), able, other) == "other"
    assert chosen(wanted(language="nl"), seat("de", languages=("de",)), seat("nl", quiet=9, languages=("nl",))) == "nl"
    assert chosen(wanted(language="nl"), seat("any"), seat("de", languages=("de",))) == "any"


def test_declining_moves_on() -> None:
    first, second = seat("a"), seat("b")
    assert chosen(wanted(), first, second) == "a"
    assert chosen(wanted(declined=(AgentId("a"),)), first, second) == "b"
    assert chosen(wanted(declined=(AgentId("a"), AgentId("b"))), first, second) is None


def test_the_pace_is_the_time_at_work_not_the_time_a_chat_had_to_wait() -> None:
    pace = Pace()
    for number in range(200):
        pace.answered(0.0, 10.0 * (number + 1))  # all asked at once, one answer after the other
    assert pace.mean_s == pytest.approx(10.0, abs=0.5)
    pace.answered(1.0, 10_000_000.0)
    assert pace.mean_s < 30.0  # lunch is no answer


def chat(waited_s: float, *, vip: bool = False, lost: bool = False) -> Conversation:
    began = datetime.fromtimestamp(NOW_S - waited_s, UTC)
    return Conversation(
        id=ConversationId("cv"),
        site_id=SHOP,
        department_id=SALES,
        visitor_id=VisitorId("vs"),
        visit_id=VisitId("vt"),
        state=ConversationState.QUEUED,
        started_at=began,
        clock=ResponseClock(started_at=began),
        owner_lost_at=began if lost else None,
        vip=vip,
    )


@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_a_vip_passes_only_who_waits_less_than_a_minute_longer(vip_s: float, other_s: float) -> None:
    passes = place(chat(vip_s, vip=True)) < place(chat(other_s))
    if passes:
        assert other_s <= vip_s + VIP_AHEAD_S + 0.001
    assert place(chat(other_s, lost=True)) < place(chat(vip_s, vip=True))


def test_what_a_chat_wants_comes_from_page_language_and_field() -> None:
    rules = RoutingRules(
        skill_rules=(SkillRule(page_contains="/bikes", skill="bikes"), SkillRule(page_contains="/", skill="x"))
    )
    now = datetime.fromtimestamp(NOW_S, UTC)
    page = PageView(url="https://shop.example/bikes/12", title="", opened_at=now)
    visit = Visit(
        id=VisitId("vt"), visitor_id=VisitorId("vs"), site_id=SHOP, started_at=now, last_seen_at=now,
        pages=(page,), language="en-GB", custom={"vip": " Yes "},
    )  # fmt: skip
    wishes = wishes_of(visit, rules, "nl")
    assert (wishes.skill, wishes.language, wishes.vip) == ("bikes", "en", True)
    plain = wishes_of(structs.replace(visit, pages=(), language=None, custom={}), rules, "nl")
    assert (plain.skill, plain.language, plain.vip) == ("", "nl", False)


names = st.sampled_from([AgentId(f"ag{number}") for number in range(6)])
skills = st.sampled_from(["", "bikes", "boats"])


@st.composite
def seats_of(draw: st.DrawFn) -> list[Seat]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        one = seat(
            f"ag{number}",
            *draw(st.lists(st.floats(0, 80), max_size=5)),
            quiet=draw(st.integers(0, 4)),
            pace_s=draw(st.floats(2, 60)),
            departments=draw(st.sampled_from([(SALES,), (SERVICE,), (SALES, SERVICE)])),
            sites=draw(st.sampled_from([(), (SHOP,), (BIKES,)])),
            skills=draw(st.sampled_from([(), ("bikes",), ("bikes", "boats")])),
            languages=draw(st.sampled_from([(), ("nl",), ("en",)])),
            capacity=draw(st.integers(0, 5)),
            novice=draw(st.booleans()),
            department_capacity=draw(st.sampled_from([{}, {SALES: 1}])),
        )
        one.here = draw(st.booleans())
        one.turn_s = draw(st.floats(0, 100))
        made.append(one)
    return made


def chats() -> st.SearchStrategy[Wanted]:
    return st.builds(
        Wanted,
        conversation_id=st.just(ConversationId("cv_new")),
        department_id=st.sampled_from([SALES, SERVICE]),
        site_id=st.sampled_from([SHOP, BIKES]),
        since_s=st.floats(NOW_S - 100, NOW_S),
        skill=skills,
        language=st.sampled_from(["", "nl", "en"]),
        known_agent_id=st.none() | names,
        declined=st.lists(names, max_size=3).map(tuple),
    )


def rules() -> st.SearchStrategy[RoutingRules]:
    return st.builds(
        RoutingRules,
        policy=st.sampled_from(POLICIES),
        known_agent_s=st.sampled_from([0.0, 10.0]),
        overflow_s=st.sampled_from([0.0, 20.0]),
    )


@settings(max_examples=40)
@given(chats(), seats_of(), rules())
def test_whoever_is_chosen_is_there_has_room_may_see_it_and_has_not_declined(
    new: Wanted, seats: list[Seat], given_rules: RoutingRules
) -> None:
    found = choose(new, seats, given_rules, NOW_S)
    if found is None:
        return
    assert found.here
    assert new.department_id in found.agent.departments
    assert not found.agent.sites or new.site_id in found.agent.sites
    assert found.agent.id not in new.declined
    most = min(found.agent.capacity, NOVICE_CAPACITY) if found.agent.novice else found.agent.capacity
    assert found.waiting < most
    found.hold(new.conversation_id, Held(new.department_id, new.deadline_s, NOW_S))
    assert found.waiting <= most


@settings(max_examples=40)
@given(chats(), seats_of(), rules(), st.randoms())
def test_the_choice_does_not_depend_on_the_order_of_seats(
    new: Wanted, seats: list[Seat], given_rules: RoutingRules, chance: object
) -> None:
    found = choose(new, seats, given_rules, NOW_S)
    chance.shuffle(seats)  # type: ignore[attr-defined]  # hypothesis' Random
    assert choose(new, seats, given_rules, NOW_S) is found


@settings(max_examples=40)
@given(chats(), seats_of(), rules())
def test_a_chat_that_waits_long_is_given_to_somebody_while_anybody_has_room(
    new: Wanted, seats: list[Seat], given_rules: RoutingRules
) -> None:
    old = structs.replace(new, since_s=NOW_S - GIVEN_ANYWAY * new.limit_s)
    room = [one for one in seats if one.may_have(old) and one.has_room(old.department_id)]
    assert (choose(old, seats, given_rules, NOW_S) is None) is (not room)


@settings(max_examples=40)
@given(st.lists(st.tuples(chats(), st.booleans()), min_size=1, max_size=6), seats_of(), rules())
def test_the_kept_order_chooses_as_looking_at_everybody_does(
    new: list[tuple[Wanted, bool]], seats: list[Seat], given_rules: RoutingRules
) -> None:
    kept = Seats()
    kept.know(one.agent for one in seats)
    for one in seats:
        copied = kept.get(one.agent.id)
        assert copied is not None
        copied.pace.mean_s, copied.turn_s = one.pace.mean_s, one.turn_s
        kept.set_here(copied, here=one.here)
        for number, deadline_s in enumerate(one.deadlines):
            copied.hold(ConversationId(f"c{number}"), Held(SALES, deadline_s, NOW_S))
        for number in range(one.open - one.waiting):
            copied.hold(ConversationId(f"q{number}"), Held(SALES, None, NOW_S))
        kept.changed(copied)
    by_id: dict[AgentId, Seat] = {one.agent.id: one for one in seats}
    for number, (chat_, leaves) in enumerate(new):
        found = choose(chat_, seats, given_rules, NOW_S)
        quick = kept.choose(chat_, given_rules, NOW_S)
        assert (quick.agent.id if quick else None) == (found.agent.id if found else None)
        if found is None or quick is None:
            continue
        given_id = ConversationId(f"new{number}")
        for one in (found, quick):
            one.hold(given_id, Held(chat_.department_id, chat_.deadline_s, NOW_S))
            one.turn_s = NOW_S + number
        if leaves:
            by_id[found.agent.id].here = False
            kept.set_here(quick, here=False)
        kept.changed(quick)
