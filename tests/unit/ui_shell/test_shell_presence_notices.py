"""What is said of a status that was set by itself: while it holds, when it ends, and the way back."""

import pytest
from PySide6.QtWidgets import QApplication

from operator_console.desk.events import StatusSetItself
from operator_console.domain.people import AgentStatus
from operator_console.domain.presence import Automatic, Cause
from operator_console.ui.kit.notice import Notice, Notices
from operator_console.ui.shell.presence_notices import KEY, PresenceNotices

ONLINE, BUSY, BREAK = AgentStatus.ONLINE, AgentStatus.BUSY, AgentStatus.BREAK
IDLE_BUSY = Automatic(status=BUSY, back=ONLINE, cause=Cause.IDLE, after_s=300.0)
IDLE_BREAK = Automatic(status=BREAK, back=ONLINE, cause=Cause.IDLE, after_s=900.0)
LOCKED = Automatic(status=BREAK, back=ONLINE, cause=Cause.LOCKED)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "automatic, away, back",
    [
        (IDLE_BUSY, "set to busy after 5", "set to busy after 5 minutes; you are online again"),
        (IDLE_BREAK, "set to a break after 15", "set to a break after 15 minutes; you are online again"),
        (LOCKED, "because the screen is locked", "while the screen was locked; you are online again"),
    ],
)
def test_one_notice_while_away_and_another_in_its_place_after(automatic: Automatic, away: str, back: str) -> None:
    notices = Notices()
    posted: list[Notice] = []
    notices.posted.connect(posted.append)
    chosen: list[AgentStatus] = []
    told = PresenceNotices(notices)
    for ended in (False, True):
        told.tell(StatusSetItself(automatic=automatic, ended=ended), chosen.append)
    assert [notice.key for notice in posted] == [KEY, KEY]
    assert away in posted[0].text
    assert back in posted[1].text
    assert posted[0].timeout_s == 0
    assert posted[1].timeout_s > 0
    assert posted[1].action is not None
    posted[1].action()
    assert chosen == [automatic.status]


def test_a_choice_takes_it_back(qapp: QApplication) -> None:
    notices = Notices(qapp)
    withdrawn: list[str] = []
    notices.withdrawn.connect(withdrawn.append)
    PresenceNotices(notices).withdraw()
    assert withdrawn == [KEY]
