"""The permission matrix: all combinations against the rules said another way, every route and frame with its row."""

from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from operator_console.domain.conversations import Conversation, ConversationState
from operator_console.domain.people import Agent, Role, Site
from operator_console.protocol.agent import AgentRequest
from operator_console.protocol.visitor import VisitorRequest
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.authorise import (
    Action,
    Actor,
    AgentActor,
    DepartmentOf,
    Object,
    SignInOf,
    UsedFile,
    VisitorActor,
    authorise,
)
from operator_console.server.config import ServerConfig
from operator_console.server.rights import ACTORS, CONSOLE_FRAMES, ROUTES, TAB_FRAMES, matrix, objects
from operator_console.server.run import Server, ServerResources
from operator_console.server.store.database import Database
from tools import rights_table

OBJECTS = objects()
LEADING = (Action.WATCH, Action.WHISPER, Action.JOIN, Action.GIVE)


def _reaches(actor: AgentActor, department: str) -> bool:
    return actor.role is Role.ADMIN or department in actor.departments


def _is_offered(actor: AgentActor, chat: Conversation) -> bool:
    offer = chat.offer
    if offer is None or chat.state is ConversationState.CLOSED or offer.by_agent == actor.agent_id:
        return False
    mine = offer.to_agent == actor.agent_id
    return mine or (offer.to_agent is None and offer.to_department in actor.departments)


def _in_words(actor: Actor, action: Action, target: Object) -> bool:  # noqa: C901, PLR0911 - one sentence each
    """The rules as sentences, written without looking at `authorise`."""
    match actor, target:
        case VisitorActor(), Conversation():
            mine = (target.visitor_id, target.site_id) == (actor.visitor_id, actor.site_id)
            over = target.state is ConversationState.CLOSED or target.left_at is not None
            return mine and (action in {Action.READ, Action.WRITE, Action.MAIL} or (over and action is Action.RATE))
        case VisitorActor(), UsedFile():
            chat = target.conversation
            shown = chat is not None and not target.hidden and chat.visitor_id == actor.visitor_id
            return action is Action.READ and (target.owner == actor.visitor_id or shown)
        case VisitorActor(), Site():
            return action is Action.UPLOAD and target.id == actor.site_id
        case AgentActor(), Conversation() if target.state is ConversationState.BOT:
            return action is Action.READ and _reaches(actor, target.department_id)
        case AgentActor(), Conversation():
            mine = target.agent_id == actor.agent_id
            leads = actor.role is not Role.AGENT
            reach = _reaches(actor, target.department_id)
            to_me = _is_offered(actor, target)
            return {
                Action.NOTE: (mine or reach or to_me) and target.state is not ConversationState.CLOSED,
                Action.LOWER_HAND: (mine or (leads and reach)) and target.state is ConversationState.ASSIGNED,
                Action.READ: mine or reach or to_me,
                Action.ANSWER_OFFER: to_me,
                Action.WRITE: mine and target.state is ConversationState.ASSIGNED,
                Action.ACCEPT: reach,
                Action.TAKE: reach,
                Action.MAIL: mine or reach,
                **dict.fromkeys(LEADING, leads and reach and target.state is not ConversationState.CLOSED),
            }.get(action, False)
        case AgentActor(), UsedFile():
            chat = target.conversation
            seen = chat is not None and (chat.agent_id == actor.agent_id or _reaches(actor, chat.department_id))
            return action is Action.READ and (target.owner == actor.agent_id or seen)
        case AgentActor(), DepartmentOf() if action is Action.CREATE_SITE:
            return actor.role is Role.ADMIN and target.department_id in actor.departments
        case AgentActor(), DepartmentOf() | Site():
            leads = actor.role is not Role.AGENT
            allowed = {
                Action.WATCH_QUEUE,
                Action.READ_HISTORY,
                Action.CORRECT,
                Action.UPLOAD,
                Action.INVITE,
                Action.CALL_BACK,
            }
            allowed |= {Action.KEEP_CASES, Action.EXPORT_CHATS, Action.REMOVE_COMMENTS} if leads else set()
            allowed |= {Action.PLAN_STAFF, Action.WATCH, Action.READ_FIGURES} if leads else set()
            allowed |= {Action.EXPORT_VISITOR, Action.ERASE_VISITOR} if leads else set()
            if isinstance(target, Site):
                allowed = {Action.READ_ARTICLES, Action.DRAFT_ARTICLES, Action.SEE_VISITORS}
                allowed |= {Action.PUBLISH_ARTICLES, Action.SET_UP_SITE} if leads else set()
            return action in allowed and _reaches(actor, target.department_id)
        case AgentActor(), Agent():
            own_team = any(_reaches(actor, department_id) for department_id in target.departments)
            above = actor.role is Role.ADMIN or target.role is not Role.ADMIN
            return action is Action.CHANGE_AGENT and actor.role is not Role.AGENT and own_team and above
        case AgentActor(), SignInOf():
            return action is Action.END_SIGN_IN and target.agent_id == actor.agent_id
    return False


@pytest.mark.parametrize("who", ACTORS)
def test_every_combination_is_as_the_rules_say(who: str) -> None:
    actor = ACTORS[who]
    for (name, target), action in product(OBJECTS.items(), Action):
        assert authorise(actor, action, target) is _in_words(actor, action, target), (who, action, name)


def test_every_kind_of_object_and_every_action_is_in_the_matrix() -> None:
    kinds = {type(target) for target in OBJECTS.values()}
    assert kinds == set(get_args(Object)) - {_unused()}
    granted = {action for (_name, action), allowed in matrix().items() if allowed}
    assert granted == set(Action)


def _unused() -> type:
    from operator_console.domain.people import Visitor

    return Visitor


def test_nobody_writes_into_a_chat_that_is_not_theirs() -> None:
    for (name, action), allowed in matrix().items():
        if action is Action.WRITE and name.startswith("conversation: ") and "mine" not in name:
            assert not allowed & {role.value for role in Role}, name


def test_an_agent_without_a_department_sees_only_what_is_their_own() -> None:
    nobody = AgentActor(agent_id=ACTORS["agent"].agent_id, role=Role.AGENT, departments=())  # type: ignore[union-attr]  # an agent's
    for (name, target), action in product(OBJECTS.items(), Action):
        if authorise(nobody, action, target):
            assert "mine" in name or "own" in name or "oneself" in name, (name, action)


async def test_every_route_has_a_row_and_no_row_is_left_over(tmp_path: Path) -> None:
    config = ServerConfig(data_dir=tmp_path, port=0)
    scope = TaskScope("test")
    server = Server(
        config, ServerResources(widget=tmp_path, demo_site=tmp_path), Database(config.database, config.backups), scope
    )
    try:
        routes = {
            (route.method, (route.resource.canonical if route.resource is not None else ""))
            for route in server._application().router.routes()
            if route.method != "HEAD" or route.handler.__name__ == "where"  # the others come with their GET
        }
    finally:
        await server.stop()
    assert routes == set(ROUTES)


@pytest.mark.parametrize("union, rows", [(AgentRequest, CONSOLE_FRAMES), (VisitorRequest, TAB_FRAMES)])
def test_every_frame_has_a_row_and_no_row_is_left_over(union: object, rows: dict[type, object]) -> None:
    assert set(get_args(union)) == set(rows)


def test_the_printed_tables_are_fresh() -> None:
    assert rights_table.TARGET.read_text("utf-8") == rights_table.render(), "run python -m tools.rights_table"
