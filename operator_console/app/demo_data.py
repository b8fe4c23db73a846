"""What the demo's own server holds: sites, the demo agent and colleagues, sample articles, earlier chats."""

import secrets
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct, structs

from operator_console.app.demo_past import tell_past
from operator_console.app.demo_settings import SHOP_SETTINGS
from operator_console.app.sample_shops import DEPARTMENT, SHOPS, sample_shop
from operator_console.domain.ids import DepartmentId
from operator_console.domain.people import Agent, Role, Site
from operator_console.server.administration import Administration, new_agent, open_administration
from operator_console.server.config import ServerConfig

ACCOUNT = "sanne"
AGENT_NAME = "Sanne Vermeer"
WORKSHOP = DepartmentId("werkplaats")
COLLEAGUES = (
    ("milan", "Milan de Groot", (DEPARTMENT,), ("retouren",), ("nl", "en")),
    ("noor", "Noor Haddad", (DEPARTMENT, WORKSHOP), ("e-bikes",), ("nl", "en", "fr")),
    ("joris", "Joris Brouwer", (WORKSHOP,), ("e-bikes",), ("nl",)),
)
"""Account, name, departments, skills, languages; they are not at work, so that every chat is the demo agent's."""


class DemoAccount(Struct, frozen=True):
    """How the demo signs in; the password is new at every start and nowhere kept."""

    account: str
    password: str


def prepare(config: ServerConfig, server: str, knowledge: Path) -> DemoAccount:
    """Fill or refresh the database at `config` for a demo server that will listen at `server`."""
    with open_administration(config) as administration:
        administration.ensure_department(DEPARTMENT, "Klantenservice")
        administration.ensure_department(WORKSHOP, "Werkplaats")
        for site_id, _name, _colour in SHOPS:
            shop = sample_shop(site_id, f"{server}/shop/{site_id}")
            if shop is not None:
                _shop(administration, shop)
        administration.import_articles(knowledge)
        fresh = not administration.directory().agents
        account = _agent(administration)
        if fresh:
            _furnish(administration)
        return account


def _shop(administration: Administration, shop: Site) -> None:
    """Add a shop with its settings; one that is there keeps what was set, at the address where it is now."""
    known = administration.directory().sites.get(shop.id)
    administration.ensure_site(shop if known is None else structs.replace(known, base_url=shop.base_url))
    settings = SHOP_SETTINGS.get(shop.id)
    if settings is not None and shop.id not in administration.directory().settings:
        administration.save_settings(settings)


def shop_address(server: str) -> str:
    """Return the address of the first demo shop."""
    return f"{server}/shop/{SHOPS[0][0]}/"


def _agent(administration: Administration) -> DemoAccount:
    password = secrets.token_urlsafe(18)
    administration.ensure_agent(new_agent(ACCOUNT, AGENT_NAME, (DEPARTMENT,), Role.ADMIN), password)
    return DemoAccount(ACCOUNT, password)


def _furnish(administration: Administration) -> None:
    """Give a new database colleagues and a past; those of an older one stay as they became."""
    sanne = next(iter(administration.directory().agents.values()))
    colleagues = [_colleague(administration, *each) for each in COLLEAGUES]
    answering = [sanne, *(each for each in colleagues if DEPARTMENT in each.departments)]
    tell_past(administration.database, answering, datetime.now(UTC))


def _colleague(
    administration: Administration,
    account: str,
    name: str,
    departments: tuple[DepartmentId, ...],
    skills: tuple[str, ...],
    languages: tuple[str, ...],
) -> Agent:
    """Add somebody as whom nobody can sign in: the password is not kept."""
    agent = structs.replace(new_agent(account, name, departments), skills=skills, languages=languages)
    return administration.add_agent(agent, secrets.token_urlsafe(18))
