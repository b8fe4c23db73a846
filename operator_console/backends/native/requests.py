"""What the desk asks for, as frames of our own protocol; knows no connection."""

from collections.abc import Callable
from typing import Any

from operator_console.backends import base
from operator_console.domain.mails import MailKind
from operator_console.protocol import after, handling, invitations, pages, team
from operator_console.protocol import agent as wire
from operator_console.protocol.call_backs import CallBackAction, ChangeCallBack


def request_frame(request_id: str, request: base.Request) -> object:
    """The frame that asks the server for this."""
    return _MAKERS[type(request)](request_id, request)


def _wrap_up(request_id: str, request: base.WrapUpChat) -> wire.CloseConversation:
    return wire.CloseConversation(
        request_id=request_id,
        conversation_id=request.conversation_id,
        outcome=request.outcome,
        tags=request.tags,
        note=request.note,
        value_cents=request.value_cents,
    )


def _release(request_id: str, request: base.ReleaseChats) -> wire.Release:
    return wire.Release(request_id=request_id, conversation_ids=request.conversation_ids, leaving=request.leaving)


def _correct(request_id: str, request: base.AmendVisitor) -> wire.CorrectVisitor:
    return wire.CorrectVisitor(
        request_id=request_id, visitor_id=request.visitor_id, name=request.name, email=request.email
    )


def _decline(request_id: str, request: base.DeclineOffered) -> handling.DeclineOffer:
    return handling.DeclineOffer(
        request_id=request_id,
        conversation_id=request.conversation_id,
        offer_id=request.offer_id,
        reason=request.reason,
    )


def _transfer(request_id: str, request: base.TransferChat) -> handling.OfferTransfer:
    return handling.OfferTransfer(
        request_id=request_id,
        conversation_id=request.conversation_id,
        to_agent=request.to_agent,
        to_department=request.to_department,
        summary=request.summary,
        note=request.note,
    )


def _hand(request_id: str, request: base.ChangeHand) -> handling.RaiseHand:
    return handling.RaiseHand(
        request_id=request_id, conversation_id=request.conversation_id, raised=request.raised, text=request.text
    )


def _call_back(request_id: str, request: base.HandleCallBack) -> ChangeCallBack:
    return ChangeCallBack(
        request_id=request_id,
        call_back_id=request.call_back_id,
        version=request.version,
        action=CallBackAction(request.action),
        remark=request.remark,
    )


def _change_agent(request_id: str, request: base.ChangeColleague) -> handling.ChangeAgent:
    return handling.ChangeAgent(
        request_id=request_id, agent_id=request.agent_id, capacity=request.capacity, status=request.status
    )


def _mail(request_id: str, request: base.MailVisitor) -> after.SendMail:
    return after.SendMail(
        request_id=request_id,
        client_id=request.client_id,
        conversation_id=request.conversation_id,
        email=request.email,
        mail=MailKind.NOTE if request.note else MailKind.TRANSCRIPT,
        text=request.note,
    )


_MAKERS: dict[type, Callable[[str, Any], object]] = {
    base.AcceptChat: lambda name, wish: wire.Accept(request_id=name, conversation_id=wish.conversation_id),
    base.AnswerNotNeeded: lambda name, wish: wire.NoAnswerNeeded(request_id=name, conversation_id=wish.conversation_id),
    base.WrapUpChat: _wrap_up,
    base.TagChat: lambda name, wish: wire.SetTags(
        request_id=name, conversation_id=wish.conversation_id, tags=wish.tags
    ),
    base.ReleaseChats: _release,
    base.HandleCallBack: _call_back,
    base.MailVisitor: _mail,
    base.AcceptOffered: lambda name, wish: handling.AcceptOffer(
        request_id=name, conversation_id=wish.conversation_id, offer_id=wish.offer_id
    ),
    base.DeclineOffered: _decline,
    base.TransferChat: _transfer,
    base.WithdrawOffered: lambda name, wish: handling.WithdrawTransfer(
        request_id=name, conversation_id=wish.conversation_id
    ),
    base.ChangeHand: _hand,
    base.ShowPage: lambda name, wish: pages.PushPage(
        request_id=name, conversation_id=wish.conversation_id, url=wish.url, title=wish.title
    ),
    base.ChooseStatus: lambda name, wish: wire.SetStatus(request_id=name, status=wish.status, automatic=wish.automatic),
    base.AmendVisitor: _correct,
    base.ShowWall: lambda name, wish: team.WatchWall(request_id=name, on=wish.on),
    base.LookAlong: lambda name, wish: handling.WatchChat(
        request_id=name, conversation_id=wish.conversation_id, watching=wish.watching
    ),
    base.WriteAlong: lambda name, wish: handling.JoinChat(
        request_id=name, conversation_id=wish.conversation_id, joined=wish.joined
    ),
    base.GiveChat: lambda name, wish: handling.GiveChat(
        request_id=name, conversation_id=wish.conversation_id, to_agent=wish.to_agent
    ),
    base.ChangeColleague: _change_agent,
    base.ShowVisitors: lambda name, wish: invitations.WatchVisitors(request_id=name, site_ids=wish.site_ids),
    base.InviteByHand: lambda name, wish: invitations.InviteVisitor(
        request_id=name, visitor_id=wish.visitor_id, text=wish.text
    ),
}
