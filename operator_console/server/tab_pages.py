"""What a tab says about a page that an agent would like to show; knows no socket and no SQL."""

from typing import TYPE_CHECKING

from operator_console.protocol.pages import PageAnswer
from operator_console.server.authorise import VisitorActor
from operator_console.server.works.answers import ChangeAnswer, Refused
from operator_console.server.works.pages import AnswerPage

if TYPE_CHECKING:
    from operator_console.server.switchboard import Switchboard


def answer_page(board: "Switchboard", actor: VisitorActor, frame: PageAnswer) -> None:
    """Store the answer; nobody waits for it: the conversation's next event takes the question away."""

    def stored(answer: ChangeAnswer | None, _error: BaseException | None) -> None:
        if isinstance(answer, Refused):
            board.witness.refused(actor, "page_answer", frame.id[:64])

    board.store.submit(AnswerPage(actor, frame), stored)
