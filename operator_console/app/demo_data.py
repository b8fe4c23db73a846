"""What the demo's own server holds: two sites, one department, the demo agent and the sample articles."""

import secrets
from pathlib import Path

from msgspec import Struct

from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import Site
from operator_console.server.administration import Administration, new_agent, open_administration
from operator_console.server.config import ServerConfig

DEPARTMENT = DepartmentId("klantenservice")
ACCOUNT = "sanne"
AGENT_NAME = "Sanne Vermeer"
SHOPS = (("fietsenwereld", "Fietsenwereld", "#14694f"), ("skyjump", "Skyjump", "#ff7a2f"))


class DemoAccount(Struct, frozen=True):
    """How the demo signs in; the password is new at every start and nowhere kept."""

    account: str
    password: str


def prepare(config: ServerConfig, server: str, knowledge: Path) -> DemoAccount:
    """Fill or refresh the database at `config` for a demo server that will listen at `server`."""
    with open_administration(config) as administration:
        administration.ensure_department(DEPARTMENT, "Klantenservice")
        for site_id, name, colour in SHOPS:
            administration.ensure_site(_shop(site_id, name, colour, server))
        administration.import_articles(knowledge)
        return _agent(administration)


def shop_address(server: str) -> str:
    """Return the address of the first demo shop."""
    return f"{server}/shop/{SHOPS[0][0]}/"


def _shop(site_id: str, name: str, colour: str, server: str) -> Site:
    return Site(
        id=SiteId(site_id),
        name=name,
        base_url=f"{server}/shop/{site_id}",
        colour=colour,
        language="nl",
        department_id=DEPARTMENT,
    )


def _agent(administration: Administration) -> DemoAccount:
    password = secrets.token_urlsafe(18)
    administration.ensure_agent(new_agent(ACCOUNT, AGENT_NAME, (DEPARTMENT,)), password)
    return DemoAccount(ACCOUNT, password)
