"""Invitations over the wire: when they come, in which tab, what is counted once, and who may ask about them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from operator_console.domain.ids import SiteId
from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.people import Role
from operator_console.domain.site_settings import SiteSettings
from operator_console.protocol.invitations import FIGURES, TRY, InvitationCount, InvitationFigures, TriedRule, TryRule
from operator_console.server.store.figure_rebuild import rebuild_figures
from operator_console.server.store.site_settings import put_settings
from operator_console.server.store.unit import UnitOfWork
from tests.contract.furnishing import ORIGIN
from tests.contract.server_desk import Desk, Frame, Wire, new_client_id, running_desk

SHOP = SiteId("shop")
HELP = InvitationText(id="help", words={"nl": "Hulp nodig, {name}?"}, guest_words={"nl": "Hulp nodig?"})
ON_BIKES = InvitationRule(
    id="bikes",
    name="On bikes",
    conditions=(Condition(subject=Subject.PAGE, test=Test.CONTAINS, value="/bikes"),),
    texts=(HELP,),
)
CHECKOUT = {"url": f"{ORIGIN}/checkout", "title": "Pay"}
BIKES = {"url": f"{ORIGIN}/bikes", "title": "Bikes"}
QUIET_S = 0.75
"""Longer than a page needs to settle."""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path, roles={"anna": Role.SUPERVISOR}) as running:
        await invite_by(running, ON_BIKES)
        yield running


async def invite_by(desk: Desk, *rules: InvitationRule, **changes: object) -> None:
    """Set a site's rules and wait until the server goes by them."""
    store = desk.server.switchboard.store
    before = store.directory.settings_of(SHOP)
    settings = structs.replace(SiteSettings(site_id=SHOP, invitations=rules), version=before.version, **changes)
    await store.transact(lambda unit: put_settings(unit.connection, settings))
    async with asyncio.timeout(5):
        while store.directory.settings_of(SHOP).version == before.version:
            await asyncio.sleep(0.02)


async def online(desk: Desk, account: str = "anna") -> Wire:
    console = await desk.agent(account)
    await console.ask("set_status", status="online")
    return console


async def invited(tab: Wire) -> Frame:
    return await tab.expect("invitation", lambda frame: frame["text"] != "")


async def not_invited(tab: Wire) -> None:
    """Wait until a page has settled, and see that no invitation has come."""
    await asyncio.sleep(QUIET_S)
    assert [frame for frame in await tab.drain() if frame["type"] == "invitation" and frame["text"]] == []


async def tell(tab: Wire, invitation: Frame, what: str) -> None:
    await tab.send("invitation_answer", id=invitation["id"], what=what)
    await tab.drain()


async def counts(desk: Desk, account: str = "anna") -> tuple[InvitationCount, ...]:
    await desk.server.switchboard.store.check()
    async with await desk.get(FIGURES.format(site_id=SHOP), await desk.token(account)) as response:
        assert response.status == 200, await response.text()
        return msgspec.json.decode(await response.read(), type=InvitationFigures).counts


async def shown_once(desk: Desk, key: str | None = None) -> tuple[Wire, Frame]:
    """Return a tab with an invitation that it has shown."""
    tab = await desk.visitor(key=key)
    invitation = await invited(tab)
    await tell(tab, invitation, "shown")
    return tab, invitation


# -- coming to an invitation


async def test_a_rule_invites_and_an_answer_becomes_a_chat_that_knows_it(desk: Desk) -> None:
    console = await online(desk)
    tab, invitation = await shown_once(desk)
    assert (invitation["text"], invitation["agent"]) == ("Hulp nodig?", "")
    await console.drain()
    alerted = [frame for frame in console.frames if frame["type"] == "event"]
    assert alerted == [], "agents hear of it only when the visitor answers"
    await tab.say("Yes, which size?")
    snapshot = await console.find("conversation_snapshot")
    by = snapshot["conversation"]["invited_by"]
    assert (by["rule_id"], by["rule_name"], by["text"]) == ("bikes", "On bikes", "Hulp nodig?")
    assert await counts(desk) == (InvitationCount(rule_id="bikes", text_id="help", shown=1, accepted=1),)


async def test_a_visitor_does_not_learn_which_rule_it_was(desk: Desk) -> None:
    await online(desk)
    tab, _invitation = await shown_once(desk)
    await tab.say("Yes?")
    await tab.find("conversation_snapshot")
    assert all("On bikes" not in str(frame) for frame in tab.frames)


async def test_time_alone_makes_a_rule_hold(desk: Desk) -> None:
    soon = structs.replace(
        ON_BIKES, conditions=(*ON_BIKES.conditions, Condition(subject=Subject.PAGE_S, test=Test.AT_LEAST, value="2"))
    )
    await invite_by(desk, soon)
    await online(desk)
    tab = await desk.visitor()
    began = asyncio.get_running_loop().time()
    await invited(tab)
    assert asyncio.get_running_loop().time() - began > 1.5


async def test_what_a_site_tells_makes_a_rule_hold(desk: Desk) -> None:
    searched = structs.replace(
        ON_BIKES, conditions=(Condition(subject=Subject.SEARCHES, test=Test.AT_LEAST, value="2"),)
    )
    await invite_by(desk, searched)
    await online(desk)
    tab = await desk.visitor()
    await tab.send("visit_event", name="search", words="helm maat 54")
    await not_invited(tab)
    await tab.send("visit_event", name="search", words="helm 54 cm")
    await invited(tab)


# -- manners


async def test_nobody_is_invited_without_room_and_then_with_it(desk: Desk) -> None:
    tab = await desk.visitor()
    await not_invited(tab)
    await online(desk)
    await invited(tab)


async def test_once_per_visit_over_pages_reloads_and_tabs(desk: Desk) -> None:
    await online(desk)
    key = new_client_id()
    tab, invitation = await shown_once(desk, key=key)
    token = tab.frames[0]["token"]
    await tab.send("page", url=f"{ORIGIN}/bikes/two", title="Two")
    again = await invited(tab)
    assert again["id"] == invitation["id"]
    await tell(tab, again, "shown")
    await tab.socket.close()
    reloaded = await desk.visitor(token, key=key)
    assert (await reloaded.find("invitation"))["id"] == invitation["id"]
    second = await desk.visitor(token, key=key)
    assert (await second.find("invitation"))["id"] == invitation["id"], "the tab that is looked at gets it"
    assert (await reloaded.expect("invitation"))["text"] == "", "and the other one loses it"
    hidden = {"type": "page", **BIKES, "hidden": True}
    third = await desk.visitor(token, key=key, page=hidden)
    await not_invited(third)
    assert "invitation" not in [frame["type"] for frame in third.frames]
    assert (await counts(desk))[0].shown == 1


async def test_no_thanks_is_remembered_over_visits(desk: Desk) -> None:
    await online(desk)
    tab, invitation = await shown_once(desk)
    await tell(tab, invitation, "declined")
    await tell(tab, invitation, "declined")
    assert await counts(desk) == (InvitationCount(rule_id="bikes", text_id="help", shown=1, declined=1),)
    token = tab.frames[0]["token"]
    await tab.socket.close()
    another_visit = await desk.visitor(token)
    await not_invited(another_visit)
    await another_visit.say("I do have a question after all")
    assert (await counts(desk))[0].accepted == 0


async def test_no_invitation_on_pages_of_payment(desk: Desk) -> None:
    everywhere = structs.replace(
        ON_BIKES, conditions=(Condition(subject=Subject.SITE_S, test=Test.AT_LEAST, value="0"),)
    )
    await invite_by(desk, everywhere)
    await online(desk)
    tab = await desk.visitor(page={"type": "page", **CHECKOUT})
    await not_invited(tab)
    await tab.send("page", url=f"{ORIGIN}/step-3", title="Card")
    await tab.send("visit_event", name="payment")
    await not_invited(tab)
    await tab.send("page", **BIKES)
    invitation = await invited(tab)
    await tell(tab, invitation, "shown")
    await tab.send("page", **CHECKOUT)
    assert (await tab.expect("invitation"))["text"] == "", "taken away while paying"
    await tab.send("page", **BIKES)
    assert (await invited(tab))["id"] == invitation["id"]


async def test_no_invitation_while_a_chat_is_open_or_after_it(desk: Desk) -> None:
    console = await online(desk)
    tab = await desk.visitor(page={"type": "page", "url": f"{ORIGIN}/about", "title": ""})
    ack = await tab.say("Hello")
    await tab.send("page", **BIKES)
    await not_invited(tab)
    await console.find("conversation_snapshot")
    await console.ask("wrap_up", conversation_id=ack["conversation_id"], outcome="solved")
    await tab.send("page", url=f"{ORIGIN}/bikes/two", title="")
    await not_invited(tab)


async def test_a_crowd_is_not_invited_at_once(desk: Desk) -> None:
    """One agent with room for four: at most five times as many are invited in a minute."""
    await online(desk)
    tabs = [await desk.visitor() for _number in range(25)]
    await asyncio.sleep(QUIET_S)
    got = [any(frame["type"] == "invitation" for frame in await tab.drain()) for tab in tabs]
    assert sum(got) == 20


# -- counting


async def test_what_is_counted_survives_a_rebuild_of_the_figures(desk: Desk) -> None:
    await online(desk)
    tab, invitation = await shown_once(desk)
    await tell(tab, invitation, "opened")
    await tab.say("Hi")
    assert await counts(desk) == (InvitationCount(rule_id="bikes", text_id="help", shown=1, opened=1, accepted=1),)

    async def figures() -> tuple[int, int]:
        headers = {"Authorization": f"Bearer {await desk.token('anna')}"}
        async with desk.http.get(f"{desk.address}/api/v1/reports/today", headers=headers) as response:
            found = (await response.json())["counts"]
            return found.get("invited", 0), found.get("invitation_accepted", 0)

    assert await figures() == (1, 1)
    rebuild_figures(desk.server.switchboard.store._database)  # there is no other door while it runs
    assert await figures() == (1, 1)


async def test_a_crash_before_the_visit_is_stored_counts_nothing_twice(desk: Desk) -> None:
    """The transaction that counts stores that it has: an older picture of the visit cannot count again."""
    await online(desk)
    tab, invitation = await shown_once(desk)
    board = desk.server.switchboard
    line = board.visitors.line(tab.frames[0]["visitor_id"])
    assert line is not None
    assert line.visit.invitation is not None
    line.change(invitation=structs.replace(line.visit.invitation, shown_at=None))  # as after a restart
    await tell(tab, invitation, "shown")
    assert (await counts(desk))[0].shown == 1


async def test_another_s_invitation_cannot_be_answered(desk: Desk) -> None:
    await online(desk)
    _tab, invitation = await shown_once(desk)
    stranger = await desk.visitor(page={"type": "page", "url": f"{ORIGIN}/about", "title": ""})
    for what in ("shown", "declined", "accepted", "x" * 5000):
        await tell(stranger, invitation, what)
    assert await counts(desk) == (InvitationCount(rule_id="bikes", text_id="help", shown=1),)


async def test_events_are_bounded_and_unknown_ones_passed_over(desk: Desk) -> None:
    tab = await desk.visitor()
    for number in range(70):
        await tab.send("visit_event", name="search", words=f"\x00{number}" + "x" * 500)
        if number % 25 == 0:
            await tab.drain()
    await tab.send("visit_event", name="__proto__", words="x", value_cents=2**53)
    await tab.send("visit_event", name="ordered", words="4111 1111 1111 1111", value_cents=10**15)
    await tab.drain()
    line = desk.server.switchboard.visitors.line(tab.frames[0]["visitor_id"])
    assert line is not None
    assert len(line.visit.happened) == 60
    assert all(len(each.words) <= 100 and "\x00" not in each.words for each in line.visit.happened)
    assert (line.visit.happened[-1].cents, "4111" in line.visit.happened[-1].words) == (10**12, False)


# -- by hand


async def test_an_agent_invites_by_hand_with_the_same_manners(desk: Desk) -> None:
    await invite_by(desk)
    anna = await online(desk)
    tab = await desk.visitor()
    visitor_id = tab.frames[0]["visitor_id"]
    assert (await anna.ask("invite_visitor", visitor_id=visitor_id, text=" \n "))["reason"] == "invalid"
    assert (await anna.ask("invite_visitor", visitor_id=visitor_id, text="Shall I\nhelp?"))["type"] == "done"
    invitation = await invited(tab)
    assert (invitation["text"], invitation["agent"]) == ("Shall I help?", "Anna")
    again = await anna.ask("invite_visitor", visitor_id=visitor_id, text="Really?")
    assert (again["type"], again["reason"]) == ("failed", "conflict")
    await tell(tab, invitation, "shown")
    await tab.say("Yes please")
    snapshot = await anna.find("conversation_snapshot")
    assert snapshot["conversation"]["invited_by"]["agent_id"] == snapshot["conversation"]["agent_id"]
    assert await counts(desk) == (InvitationCount(rule_id="", text_id="", shown=1, accepted=1),)


# -- over HTTP


async def _try(desk: Desk, account: str, body: object, site_id: str = SHOP) -> tuple[int, bytes]:
    headers = {"Authorization": f"Bearer {await desk.token(account)}"}
    address = desk.address + TRY.format(site_id=site_id)
    async with desk.http.post(address, data=msgspec.json.encode(body), headers=headers) as response:
        return response.status, await response.read()


async def test_a_rule_is_tried_on_visits_that_were(desk: Desk) -> None:
    await invite_by(desk)
    for number in range(3):
        page = {"type": "page", **(BIKES if number < 2 else CHECKOUT)}
        tab = await desk.visitor(page=page)
        await asyncio.sleep(0.1)
        if number:
            await tab.socket.close()
    await asyncio.sleep(QUIET_S)
    off = structs.replace(ON_BIKES, enabled=False)
    status, body = await _try(desk, "anna", TryRule(rule=off, days=1))
    assert status == 200, body
    tried = msgspec.json.decode(body, type=TriedRule)
    # The first is still there and has settled; the second left before that; the third was on a page of payment.
    assert tried == TriedRule(visits=3, invited=1)
    seats = structs.replace(
        off, conditions=(*off.conditions, Condition(subject=Subject.FREE_SEATS, test=Test.AT_LEAST, value="2"))
    )
    status, body = await _try(desk, "anna", TryRule(rule=seats))
    assert msgspec.json.decode(body, type=TriedRule) == TriedRule(visits=3, invited=1, not_recorded=("free_seats",))


async def test_leads_of_the_site_alone_ask_about_invitations(desk: Desk) -> None:
    rule = TryRule(rule=ON_BIKES)
    assert (await _try(desk, "ben", rule))[0] == 404, "no lead"
    foreign, missing = await _try(desk, "carl", rule), await _try(desk, "carl", rule, "nowhere")
    assert foreign == missing
    assert foreign[0] == 404
    assert (await _try(desk, "anna", TryRule(rule=ON_BIKES, days=0)))[0] == 400
    assert (await _try(desk, "anna", {"rule": {"id": "x"}}))[0] == 400
    for account, days, status in (("ben", "30", 404), ("anna", "0", 400), ("anna", "1e9", 400), ("anna", "٣", 400)):
        async with await desk.get(f"{FIGURES.format(site_id=SHOP)}?days={days}", await desk.token(account)) as response:
            assert response.status == status


async def test_the_store_has_the_invitation_of_a_visit(desk: Desk) -> None:
    await online(desk)
    tab, invitation = await shown_once(desk)
    board = desk.server.switchboard
    await board.save()
    visit_id = board.visitors.line(tab.frames[0]["visitor_id"]).visit.id  # type: ignore[union-attr]  # it is there

    def stored(unit: UnitOfWork) -> str:
        visit = unit.visit(visit_id)
        assert visit is not None
        assert visit.invitation is not None
        return visit.invitation.id

    assert await board.store.transact(stored) == invitation["id"]
