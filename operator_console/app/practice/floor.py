"""What a practice space holds: the agent's sites and articles, and sample shops for shipped cases; starts nothing."""

import secrets
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from operator_console.app.sample_shops import sample_shop
from operator_console.domain.articles import Article
from operator_console.domain.ids import AgentId, SiteId
from operator_console.domain.people import Agent, AgentStatus, Role, Site
from operator_console.domain.practice import PracticePlan

FILE = "practice.json"
ORIGIN = "http://practice.invalid"
"""What practice visitors say they come from, the only origin that a space lets in; no such host exists (RFC 2606)."""
ACCOUNT = "practice"


class PracticeFloor(Struct, frozen=True, kw_only=True):
    """Everything that the space's own server needs; the password is new in each round.

    Attributes:
        samples: Sites that get the sample articles, as the agent has none of them.
    """

    sites: tuple[Site, ...]
    samples: tuple[SiteId, ...]
    articles: tuple[Article, ...]
    agent: Agent
    password: str

    def address_of(self, site_id: str) -> str:
        """Return the address that a site's pages have."""
        return next((site.base_url for site in self.sites if site.id == site_id), "https://practice.example")


def floor_for(me: Agent, sites: Sequence[Site], articles: Iterable[Article], plan: PracticePlan) -> PracticeFloor:
    """Return what is practised on: own sites, and the sample shops that shipped cases of the plan play in.

    Sites keep their addresses, which practice visitors only name and never open. The agent is a plain agent there,
    whatever they are elsewhere.
    """
    own = {site.id for site in sites}
    placed = [structs.replace(site, origins=(ORIGIN,)) for site in sites]
    samples = []
    for site_id in dict.fromkeys(dialogue.site for dialogue in plan.dialogues):
        if site_id not in own:
            shop = sample_shop(site_id, f"https://{site_id}.example", origins=(ORIGIN,))
            if shop is not None:
                placed.append(shop)
                samples.append(shop.id)
    agent = Agent(
        id=AgentId(""),
        account=ACCOUNT,
        name=me.name,
        first_name=me.first_name,
        role=Role.AGENT,
        departments=tuple(dict.fromkeys(site.department_id for site in placed)),
        capacity=max(1, plan.at_once),
        status=AgentStatus.ONLINE,
    )
    return PracticeFloor(
        sites=tuple(placed),
        samples=tuple(samples),
        articles=tuple(article for article in articles if article.site_id in own),
        agent=agent,
        password=secrets.token_urlsafe(18),
    )


def playable(site_ids: Iterable[str], site_id: str) -> bool:
    """Tell whether a case of this site can be played by an agent of these sites."""
    return site_id in set(site_ids) or sample_shop(site_id, "") is not None
