"""Visitors on the sites at the desk: asked for while they are shown, again after a loss, bounded, honest when not."""

import asyncio

import pytest
from msgspec import structs

from operator_console.backends import base
from operator_console.desk.street import MOST_VISITORS, StreetDesk, StreetDoors, StreetPhase
from operator_console.domain.ids import AgentId
from operator_console.domain.people import Agent
from operator_console.protocol.invitations import VisitorsOnSite
from operator_console.protocol.refusal import Refusal
from operator_console.runtime.task_scope import TaskScope
from tests.fakes.fake_desk import START
from tests.fakes.fake_street import SITES_SHOWN, StreetBackend, visitor

ME = Agent(id=AgentId("me"), account="me", name="Me", first_name="Me")
LIVE = base.LinkChanged(word=base.LinkWord.LIVE)
OFFLINE = base.LinkChanged(word=base.LinkWord.OFFLINE)
ASKED = base.ShowVisitors(tuple(site.id for site in SITES_SHOWN))


@pytest.fixture
def backend() -> StreetBackend:
    return StreetBackend()


@pytest.fixture
def told() -> list[object]:
    return []


@pytest.fixture
def street(backend: StreetBackend, told: list[object]) -> StreetDesk:
    doors = StreetDoors(lambda: ME, lambda: SITES_SHOWN, lambda: START, told.append)
    return StreetDesk(backend, doors, TaskScope("test"))


def tell(street: StreetDesk, *numbers: int, **values: object) -> None:
    there = tuple(visitor(number, START) for number in numbers)
    street.take(base.StreetTold(VisitorsOnSite(visitors=there, **values)))  # type: ignore[arg-type]  # its attributes


async def test_asked_while_shown_and_again_after_a_loss(street: StreetDesk, backend: StreetBackend) -> None:
    street.take(LIVE)
    await asyncio.sleep(0)
    assert backend.requests == []
    street.open()
    await asyncio.sleep(0)
    assert (backend.requests, street.phase) == ([ASKED], StreetPhase.LOADING)
    tell(street, 1, 2, whole=True)
    assert (sorted(street.visitors), street.phase) == (["vs_1", "vs_2"], StreetPhase.LIVE)
    street.take(OFFLINE)
    assert (len(street.visitors), street.phase) == (2, StreetPhase.BEHIND)
    street.take(LIVE)
    await asyncio.sleep(0)
    assert backend.requests == [ASKED, ASKED]
    tell(street, 3, whole=True)
    assert list(street.visitors) == ["vs_3"]
    street.close()
    await asyncio.sleep(0)
    assert backend.requests[-1] == base.ShowVisitors(())
    assert (street.visitors, street.phase) == ({}, StreetPhase.CLOSED)
    tell(street, 4)
    assert street.visitors == {}, "what comes too late is nobody's"


async def test_parts_are_shown_when_the_last_one_is_there(street: StreetDesk, told: list[object]) -> None:
    street.take(LIVE)
    street.open()
    told.clear()
    tell(street, 1, whole=True, more=True)
    assert told == []
    tell(street, 2, others=40)
    changed = told[-1]
    assert (changed.whole, changed.visitors) == (True, {"vs_1", "vs_2"})  # type: ignore[attr-defined]  # StreetChanged
    assert street.others == 40


async def test_a_strange_server_fills_no_memory(street: StreetDesk) -> None:
    street.take(LIVE)
    street.open()
    one = visitor(1, START)
    many = tuple(
        structs.replace(one, visitor=structs.replace(one.visitor, id=f"vs_{number}"))
        for number in range(MOST_VISITORS + 50)
    )
    street.take(base.StreetTold(VisitorsOnSite(visitors=many, whole=True, others=-5)))
    assert (len(street.visitors), street.others) == (MOST_VISITORS, 0)


async def test_refused_can_be_tried_again(street: StreetDesk, backend: StreetBackend) -> None:
    backend.refusal = Refusal.NOT_FOUND
    street.take(LIVE)
    street.open()
    await asyncio.sleep(0.01)
    assert street.phase is StreetPhase.REFUSED
    backend.refusal = None
    street.retry()
    await asyncio.sleep(0.01)
    assert backend.requests == [ASKED, ASKED]


async def test_nobody_is_invited_without_a_connection(street: StreetDesk, backend: StreetBackend) -> None:
    assert await street.invite(visitor(1, START).visitor.id, "Hello") is Refusal.UNAVAILABLE
    street.take(LIVE)
    assert await street.invite(visitor(1, START).visitor.id, "Hello") is None
    assert backend.requests == [base.InviteByHand(visitor(1, START).visitor.id, "Hello")]
    assert await street.figures(SITES_SHOWN[0].id, 30) is None, "this server knows nothing of invitations"
