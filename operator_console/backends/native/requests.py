"""What the desk asks for, as frames of our own protocol; knows no connection."""

from operator_console.backends import base
from operator_console.protocol import agent as wire


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
        case base.ChooseStatus(status):
            return wire.SetStatus(request_id=request_id, status=status)
        case base.AmendVisitor(visitor_id, name, email):
            return wire.CorrectVisitor(request_id=request_id, visitor_id=visitor_id, name=name, email=email)
