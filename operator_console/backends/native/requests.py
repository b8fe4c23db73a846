"""What the desk asks for, as frames of our own protocol; knows no connection."""

from operator_console.backends import base
from operator_console.protocol import agent as wire
from operator_console.protocol import handling, team


def request_frame(request_id: str, request: base.Request) -> wire.AgentRequest:
    """The frame that asks the server for this."""
    match request:
        case base.AcceptChat(conversation_id):
            return wire.Accept(request_id=request_id, conversation_id=conversation_id)
        case base.AnswerNotNeeded(conversation_id):
            return wire.NoAnswerNeeded(request_id=request_id, conversation_id=conversation_id)
        case base.WrapUpChat():
            return wire.CloseConversation(
                request_id=request_id,
                conversation_id=request.conversation_id,
                outcome=request.outcome,
                tags=request.tags,
                note=request.note,
                value_cents=request.value_cents,
            )
        case base.TagChat(conversation_id, tags):
            return wire.SetTags(request_id=request_id, conversation_id=conversation_id, tags=tags)
        case base.ReleaseChats(conversation_ids):
            return wire.Release(request_id=request_id, conversation_ids=conversation_ids)
        case base.ChooseStatus(status, automatic):
            return wire.SetStatus(request_id=request_id, status=status, automatic=automatic)
        case base.AmendVisitor(visitor_id, name, email):
            return wire.CorrectVisitor(request_id=request_id, visitor_id=visitor_id, name=name, email=email)
        case _:
            return _team_frame(request_id, request)


def _team_frame(request_id: str, request: base.TeamRequest) -> wire.AgentRequest:
    match request:
        case base.ShowWall(on):
            return team.WatchWall(request_id=request_id, on=on)
        case base.LookAlong(conversation_id, watching):
            return handling.WatchChat(request_id=request_id, conversation_id=conversation_id, watching=watching)
        case base.WriteAlong(conversation_id, joined):
            return handling.JoinChat(request_id=request_id, conversation_id=conversation_id, joined=joined)
        case base.GiveChat(conversation_id, to_agent):
            return handling.GiveChat(request_id=request_id, conversation_id=conversation_id, to_agent=to_agent)
        case base.ChangeColleague():
            return handling.ChangeAgent(
                request_id=request_id, agent_id=request.agent_id, capacity=request.capacity, status=request.status
            )
