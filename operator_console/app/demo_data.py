"""What the demo's own server holds: two sites, one department, the demo agent and the sample articles."""

import secrets
from pathlib import Path

from msgspec import Struct

from operator_console.app.sample_shops import DEPARTMENT, SHOPS, sample_shop
from operator_console.domain.people import Role
from operator_console.server.administration import Administration, new_agent, open_administration
from operator_console.server.config import ServerConfig

ACCOUNT = "sanne"
AGENT_NAME = "Sanne Vermeer"


class DemoAccount(Struct, frozen=True):
    """How the demo signs in; the password is new at every start and nowhere kept."""

    account: str
    password: str


def prepare(config: ServerConfig, server: str, knowledge: Path) -> DemoAccount:
    """Fill or refresh the database at `config` for a demo server that will listen at `server`."""
    with open_administration(config) as administration:
        administration.ensure_department(DEPARTMENT, "Klantenservice")
        for site_id, _name, _colour in SHOPS:
            shop = sample_shop(site_id, f"{server}/shop/{site_id}")
            if shop is not None:
                administration.ensure_site(shop)
        administration.import_articles(knowledge)
        return _agent(administration)


def shop_address(server: str) -> str:
    """Return the address of the first demo shop."""
    return f"{server}/shop/{SHOPS[0][0]}/"


def _agent(administration: Administration) -> DemoAccount:
    password = secrets.token_urlsafe(18)
    administration.ensure_agent(new_agent(ACCOUNT, AGENT_NAME, (DEPARTMENT,), Role.SUPERVISOR), password)
    return DemoAccount(ACCOUNT, password)
