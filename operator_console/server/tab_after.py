"""What a browser tab asks after a chat: a rating, the transcript by e-mail; leads hear of low ratings; no SQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from operator_console.domain.contact import MAX_EMAIL_CHARS
from operator_console.domain.conversations import Conversation
from operator_console.domain.mails import MailKind
from operator_console.domain.ratings import MAX_RATING_CHARS, is_low
from operator_console.protocol.after import LowRating, MailTranscript, Rate, Rated
from operator_console.protocol.codec import encode
from operator_console.protocol.frames import Refusal, SendRefused
from operator_console.protocol.versions import RATINGS
from operator_console.server.authorise import Action, DepartmentOf, VisitorActor, actor_of, authorise
from operator_console.server.connection import Connection, text_frame
from operator_console.server.visitor_lines import VisitorLine
from operator_console.server.works.answers import Refused
from operator_console.server.works.mails import AskMail, MailQueued
from operator_console.server.works.messages import is_client_id
from operator_console.server.works.ratings import RateChat, RatingKept

if TYPE_CHECKING:
    from operator_console.server.switchboard import Switchboard


class TabAfter:
    """What one tab asks after a chat."""

    __slots__ = ("_board", "_connection", "_line")

    def __init__(self, board: "Switchboard", connection: Connection, line: VisitorLine) -> None:
        self._board = board
        self._connection = connection
        self._line = line

    @property
    def _actor(self) -> VisitorActor:
        return VisitorActor(visitor_id=self._line.visitor_id, site_id=self._line.site_id)

    def rate(self, frame: Rate) -> None:
        """Keep what the visitor thinks of a chat, where the site asks for it."""
        if not self._may_ask(frame, allowed=self._board.directory.settings_of(self._line.site_id).rating):
            return
        cut = Rate(
            client_id=frame.client_id,
            conversation_id=frame.conversation_id,
            stars=frame.stars,
            text=frame.text[: 8 * MAX_RATING_CHARS],
            solved=frame.solved,
        )

        def kept(answer: RatingKept | Refused | None, _error: BaseException | None) -> None:
            if not isinstance(answer, RatingKept):
                self._refuse(frame, answer)
                return
            self._connection.send(Rated(conversation_id=frame.conversation_id, stars=frame.stars))
            if answer.changed:
                tell_low_rating(self._board, answer.conversation)

        self._board.store.submit(RateChat(self._actor, cut), kept)

    def mail_transcript(self, frame: MailTranscript) -> None:
        """Queue the transcript for an address that the visitor gives."""
        board = self._board
        allowed = board.config.has_mail and board.directory.settings_of(self._line.site_id).mail_transcript
        if not self._may_ask(frame, allowed=allowed):
            return
        work = AskMail(
            actor=self._actor,
            client_id=frame.client_id,
            conversation_id=frame.conversation_id,
            email=frame.email[: MAX_EMAIL_CHARS + 1].strip(),
            kind=MailKind.TRANSCRIPT,
        )

        def asked(answer: MailQueued | Refused | None, _error: BaseException | None) -> None:
            if not isinstance(answer, MailQueued):
                self._refuse(frame, answer)

        board.store.submit(work, asked)

    def _may_ask(self, frame: Rate | MailTranscript, *, allowed: bool) -> bool:
        if not is_client_id(frame.client_id):
            self._refuse(frame, Refused(reason=Refusal.INVALID))
        elif not allowed:
            self._refuse(frame, Refused(reason=Refusal.UNAVAILABLE))
        else:
            return True
        return False

    def _refuse(self, frame: Rate | MailTranscript, answer: Refused | None) -> None:
        reason = answer.reason if answer is not None else Refusal.UNAVAILABLE
        if reason is Refusal.NOT_FOUND:
            tag = str(type(frame).__struct_config__.tag)
            self._board.witness.refused(self._actor, tag, frame.conversation_id)
        cut: Any = frame.client_id[:64]
        self._connection.send(SendRefused(client_id=cut, reason=reason))


def tab_routes(tab: TabAfter) -> dict[type, Callable[[Any], None]]:
    """Return what is done with each frame."""
    return {Rate: tab.rate, MailTranscript: tab.mail_transcript}


def tell_low_rating(board: "Switchboard", chat: Conversation) -> None:
    """Tell the leads of a chat's department who are here at once, when its visitor was not satisfied."""
    rating = chat.rating
    if rating is None or not is_low(rating, board.directory.settings_of(chat.site_id).low_stars):
        return
    frame = text_frame(encode(LowRating(conversation=chat, at=datetime.now(UTC))))
    place = DepartmentOf(department_id=chat.department_id)
    for line in board.agents.connected():
        agent = board.directory.agents.get(line.agent_id)
        if agent is None or not authorise(actor_of(agent), Action.WATCH, place):
            continue
        for connection in board.agents.connections(agent.id):
            if RATINGS in connection.features:
                connection.send_frame(frame)
