"""What a tab's form does: what the site asks for goes into the visitor's conversation; knows no SQL."""

import logging

from operator_console.domain.forms import taken
from operator_console.protocol.visitor import GiveForm
from operator_console.server.authorise import VisitorActor
from operator_console.server.switchboard import Switchboard
from operator_console.server.works.answers import ChangeAnswer
from operator_console.server.works.form import KeepForm

_log = logging.getLogger(__name__)


def give_form(board: Switchboard, actor: VisitorActor, frame: GiveForm) -> None:
    """Keep what counts of an answer; what does not is asked for again."""
    values = taken(board.directory.settings_of(actor.site_id).form, frame.values)
    if values:
        board.store.submit(KeepForm(actor, values), _kept)


def _kept(_answer: ChangeAnswer | None, error: BaseException | None) -> None:
    if error is not None:
        _log.warning("a form is not stored", extra={"reason": str(error)})
