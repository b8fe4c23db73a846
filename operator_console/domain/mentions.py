"""Names in notes: who is named with ``@``, and which name is being written; pure, knows no desk."""

from collections.abc import Iterable

from operator_console.domain.ids import AgentId
from operator_console.domain.people import Agent

MAX_MENTIONS = 20
MAX_QUERY_CHARS = 40


def mentioned(text: str, agents: Iterable[Agent]) -> tuple[AgentId, ...]:
    """Return whom a text names, in the order of the text: by whole name, or by a first name that only one has."""
    names = _names(agents)
    found: dict[AgentId, None] = {}
    folded = text.casefold()
    at = folded.find("@")
    while at >= 0 and len(found) < MAX_MENTIONS:
        if at == 0 or not _is_word(folded[at - 1]):
            for name, ids in names:
                end = at + 1 + len(name)
                if folded.startswith(name, at + 1) and not _is_word(folded[end : end + 1]):
                    found.update(dict.fromkeys(ids))
                    break
        at = folded.find("@", at + 1)
    return tuple(found)


def name_being_written(text: str, cursor: int) -> str | None:
    """Return what stands between an ``@`` and the cursor while that can become a name; None elsewhere."""
    before = text[:cursor]
    at = before.rfind("@")
    if at < 0 or (at > 0 and _is_word(before[at - 1])):
        return None
    written = before[at + 1 :]
    if len(written) > MAX_QUERY_CHARS or "\n" in written or written[:1].isspace() or written.count(" ") > 3:
        return None
    return written


def fitting(written: str, agents: Iterable[Agent], most: int = 6) -> tuple[Agent, ...]:
    """Return whose name, or a later word of it, begins with what is written; beginnings of the name first."""
    wanted = written.casefold()
    first: list[Agent] = []
    later: list[Agent] = []
    for agent in sorted(agents, key=lambda one: one.name.casefold()):
        name = agent.name.casefold()
        if name.startswith(wanted):
            first.append(agent)
        elif any(word.startswith(wanted) for word in name.split()[1:]):
            later.append(agent)
    return tuple((*first, *later)[:most])


def _names(agents: Iterable[Agent]) -> list[tuple[str, tuple[AgentId, ...]]]:
    """Return names with whom they mean, the longest first, so that a first name does not hide a whole one."""
    whole: dict[str, list[AgentId]] = {}
    firsts: dict[str, list[AgentId]] = {}
    for agent in agents:
        whole.setdefault(agent.name.casefold(), []).append(agent.id)
        firsts.setdefault(agent.first_name.casefold(), []).append(agent.id)
    for name, ids in firsts.items():
        if len(ids) == 1:
            whole.setdefault(name, ids)
    return sorted(((name, tuple(ids)) for name, ids in whole.items() if name), key=lambda one: -len(one[0]))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
