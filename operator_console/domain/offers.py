"""Offers: how long they stand, who may answer them and who is told; knows no store, no clock and no connection."""

from collections.abc import Collection
from datetime import datetime, timedelta

from operator_console.domain.conversations import Conversation, ConversationState, Offer, OfferReason
from operator_console.domain.ids import AgentId, DepartmentId, SiteId
from operator_console.domain.people import Agent

TRANSFER_TO_AGENT_S = 60.0
"""So long a colleague may take to answer a transfer; then the sender is told and asks somebody else."""
TRANSFER_TO_DEPARTMENT_S = 180.0
"""Longer: somebody has to come free there."""
ESCALATION_S = 15.0
"""Short: the visitor waits too long already, and the next colleague is asked after it."""
MAX_SUMMARY_CHARS = 500


def may_see(agent: Agent, department_id: DepartmentId, site_id: SiteId) -> bool:
    """Tell whether chats of a site, in a department, are an agent's to answer."""
    return department_id in agent.departments and (not agent.sites or site_id in agent.sites)


def is_offered_to(conversation: Conversation, agent_id: AgentId, departments: Collection[DepartmentId]) -> bool:
    """Tell whether an agent of these departments may accept the offer of a conversation now."""
    offer = conversation.offer
    if offer is None or conversation.state is ConversationState.CLOSED or offer.by_agent == agent_id:
        return False
    if offer.to_agent is not None:
        return offer.to_agent == agent_id
    return offer.to_department in departments


def new_department(conversation: Conversation, offer: Offer) -> DepartmentId:
    """Return the department that a conversation is in once the offer is accepted."""
    return offer.to_department or conversation.department_id


def department_for(sender: Agent, to: Agent, conversation: Conversation) -> DepartmentId | None:
    """Return in which department a colleague would have the conversation: its own one, else one of both; None for none.

    A chat whose site is none of the colleague's is not handed to them at all.
    """
    if may_see(to, conversation.department_id, conversation.site_id):
        return conversation.department_id
    shared = (key for key in to.departments if key in sender.departments)
    return next((key for key in shared if may_see(to, key, conversation.site_id)), None)


def stands_until(reason: OfferReason, now: datetime, *, routed_s: float = 0.0, whole: bool = False) -> datetime:
    """Return when an offer that begins now moves on by itself.

    Args:
        routed_s: The site's time for accepting a chat from the queue.
        whole: It is for a whole department.
    """
    if reason is OfferReason.ROUTED:
        return now + timedelta(seconds=routed_s)
    if reason is OfferReason.ESCALATION:
        return now + timedelta(seconds=ESCALATION_S)
    return now + timedelta(seconds=TRANSFER_TO_DEPARTMENT_S if whole else TRANSFER_TO_AGENT_S)


def is_over(offer: Offer, now: datetime) -> bool:
    """Tell whether an offer has to move on."""
    return offer.until is not None and now >= offer.until


def passed_by(conversation: Conversation, agent_id: AgentId | None) -> tuple[AgentId, ...]:
    """Return who has declined a conversation or let it pass, with one more."""
    if agent_id is None or agent_id in conversation.declined:
        return conversation.declined
    return (*conversation.declined, agent_id)


def after_reaction(conversation: Conversation) -> tuple[Offer | None, tuple[AgentId, ...]]:
    """Return the offer that stands, and who has passed it, once the owner reacts: what the server began is over."""
    offer = conversation.offer
    if offer is not None and offer.reason is not OfferReason.ESCALATION:
        return offer, conversation.declined
    return None, ()
