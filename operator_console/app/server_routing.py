"""The ``server site set`` and ``server user set`` commands: who gets which chat, and when others are asked.

Knows no window. What the server needs is imported where it is used.
"""

import argparse
from collections.abc import Callable
from typing import Any

from msgspec import structs

from operator_console.domain.people import Agent, Routing, RoutingPolicy, Site, SkillRule

Administer = Callable[[argparse.Namespace, Callable[[Any], str]], int]
Finish = Callable[[argparse.ArgumentParser, Callable[[argparse.Namespace], int]], None]
_RULES = {
    "known_s": "known_agent_s",
    "overflow_s": "overflow_s",
    "offer_s": "offer_s",
    "vip_field": "vip_field",
    "wait_told_s": "wait_told_s",
}
_MARKS = {"wall_s": "wall_s", "escalate_s": "offer_s", "tell_s": "tell_s"}
MOST_AT_ONCE = 100


def register_site_set(
    sites: "argparse._SubParsersAction[argparse.ArgumentParser]", finish: Finish, run: Administer
) -> None:
    """Add ``site set``; what is not named stays as it is."""
    change = sites.add_parser("set", help="say how a site's chats find an agent, and what happens when nobody reacts")
    change.add_argument("site")
    how = change.add_mutually_exclusive_group()
    how.add_argument("--automatic", action="store_true", help="the server gives chats to agents")
    how.add_argument("--manual", action="store_true", help="agents accept from the queue themselves")
    policies = [policy.value for policy in RoutingPolicy if policy is not RoutingPolicy.UNKNOWN]
    change.add_argument("--policy", choices=policies, help="whom the server prefers")
    change.add_argument("--known-s", type=_seconds, help="wait so long for the agent whom the visitor knows; 0: do not")
    change.add_argument("--overflow-s", type=_seconds, help="after so long agents without the skill get the chat too")
    change.add_argument("--offer-s", type=_seconds, help="ask agents, who have so long to accept; 0: do not ask")
    change.add_argument(
        "--skill-rule", action="append", type=_skill_rule, metavar="PAGE=SKILL",
        help="chats begun on pages with PAGE in their address want SKILL; several times; '-' for none",
    )  # fmt: skip
    change.add_argument("--vip-field", help="the site's field whose 'yes' makes a chat go first; empty for none")
    change.add_argument("--wait-told-s", type=_seconds, help="tell visitors place and time from so long a wait on")
    change.add_argument("--wall-s", type=_seconds, help="mark a chat on the wall after so long; 0: never")
    change.add_argument("--escalate-s", type=_seconds, help="ask a colleague when the owner does not react; 0: never")
    change.add_argument("--tell-s", type=_seconds, help="tell the visitor that it takes longer; 0: never")
    finish(change, lambda arguments: run(arguments, lambda administration: _set_site(administration, arguments)))


def register_user_set(
    users: "argparse._SubParsersAction[argparse.ArgumentParser]", finish: Finish, run: Administer
) -> None:
    """Add ``user set``; what is not named stays as it is, and a list that is named is replaced."""
    change = users.add_parser("set", help="say what an agent can do, where, and how much at once")
    change.add_argument("account")
    change.add_argument("--skill", action="append", help="several times; '-' for none")
    change.add_argument("--language", action="append", help="two letters, several times; '-' for every one")
    change.add_argument("--site", action="append", help="only chats of these sites, several times; '-' for all")
    change.add_argument("--capacity", type=_count, help="most chats that may wait on the agent at once")
    change.add_argument(
        "--department-capacity", action="append", type=_limit, metavar="DEPARTMENT=N",
        help="the same for chats of one department; several times; '-' for no limit of its own",
    )  # fmt: skip
    new = change.add_mutually_exclusive_group()
    new.add_argument("--novice", action="store_true", help="still learning: never more than three at once")
    new.add_argument("--experienced", action="store_true")
    finish(change, lambda arguments: run(arguments, lambda administration: _set_user(administration, arguments)))


def _set_site(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - administration loads SQLAlchemy, only when it is used
    from operator_console.server.administration import NotThere

    site: Site | None = administration.directory().sites.get(arguments.site)
    if site is None:
        raise NotThere(arguments.site)
    rules = _named(arguments, _RULES)
    if arguments.policy is not None:
        rules["policy"] = RoutingPolicy(arguments.policy)
    if arguments.skill_rule is not None:
        rules["skill_rules"] = tuple(rule for rule in arguments.skill_rule if rule is not None)
    changes: dict[str, object] = {}
    if rules:
        changes["rules"] = structs.replace(site.rules, **rules)
    if marks := _named(arguments, _MARKS):
        changes["escalation"] = structs.replace(site.escalation, **marks)
    if arguments.manual or arguments.automatic:
        changes["routing"] = Routing.MANUAL if arguments.manual else Routing.AUTOMATIC
    changed: Site = administration.change_site(arguments.site, **changes) if changes else site
    return _site_line(changed)


def _set_user(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - see _set_site
    from operator_console.server.administration import NotThere

    directory = administration.directory()
    changes: dict[str, object] = {}
    for name, kept in (("skill", "skills"), ("language", "languages"), ("site", "sites")):
        given = getattr(arguments, name)
        if given is not None:
            changes[kept] = tuple(dict.fromkeys(value.strip() for value in given if value.strip() not in {"", "-"}))
    unknown = [name for name in changes.get("sites", ()) if name not in directory.sites]  # type: ignore[attr-defined]  # a tuple
    limits = None
    if arguments.department_capacity is not None:
        limits = dict(pair for pair in arguments.department_capacity if pair is not None)
        unknown += [name for name in limits if name not in directory.departments]
        changes["department_capacity"] = limits
    if unknown:
        raise NotThere(unknown[0])
    if arguments.capacity is not None:
        changes["capacity"] = arguments.capacity
    if arguments.novice or arguments.experienced:
        changes["novice"] = arguments.novice
    agent: Agent = administration.accounts.change(arguments.account, **changes)
    return _agent_line(agent)


def _named(arguments: argparse.Namespace, names: dict[str, str]) -> dict[str, object]:
    given = {kept: getattr(arguments, name) for name, kept in names.items()}
    return {kept: value for kept, value in given.items() if value is not None}


def _site_line(site: Site) -> str:
    rules, marks = site.rules, site.escalation
    skills = ", ".join(f"{rule.page_contains}={rule.skill}" for rule in rules.skill_rules) or "-"
    return (
        f"{site.id}: {site.routing}, policy {rules.policy}, known {rules.known_agent_s:g} s, overflow"
        f" {rules.overflow_s:g} s, offer {rules.offer_s:g} s, skills {skills}, vip {rules.vip_field or '-'}, wait told"
        f" {rules.wait_told_s:g} s; wall {marks.wall_s:g} s, colleague {marks.offer_s:g} s, told {marks.tell_s:g} s"
    )


def _agent_line(agent: Agent) -> str:
    limits = ", ".join(f"{name}={limit}" for name, limit in agent.department_capacity.items()) or "-"
    return (
        f"{agent.account}: skills {', '.join(agent.skills) or '-'}, languages {', '.join(agent.languages) or 'all'},"
        f" sites {', '.join(agent.sites) or 'all'}, capacity {agent.capacity}, of departments {limits}"
        f"{', novice' if agent.novice else ''}"
    )


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 86_400:
        msg = "from 0 to 86400"
        raise argparse.ArgumentTypeError(msg)
    return value


def _count(text: str) -> int:
    value = int(text)
    if not 0 <= value <= MOST_AT_ONCE:
        msg = f"from 0 to {MOST_AT_ONCE}"
        raise argparse.ArgumentTypeError(msg)
    return value


def _skill_rule(text: str) -> SkillRule | None:
    if text == "-":
        return None
    page, sign, skill = text.rpartition("=")
    if not (page and sign and skill):
        msg = "PAGE=SKILL"
        raise argparse.ArgumentTypeError(msg)
    return SkillRule(page_contains=page, skill=skill)


def _limit(text: str) -> tuple[str, int] | None:
    if text == "-":
        return None
    department, _sign, limit = text.rpartition("=")
    return department, _count(limit)
