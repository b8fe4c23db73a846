"""Practice: choosing cases, the band that marks the practice window, the debrief, and making a case of a chat.

Imported when practice is first asked for; knows no other screen.
"""

from operator_console.ui.practice.band import PracticeBand
from operator_console.ui.practice.case_sheet import CaseSheet
from operator_console.ui.practice.debrief_sheet import DebriefSheet
from operator_console.ui.practice.debrief_words import content_for
from operator_console.ui.practice.rows import CaseRow
from operator_console.ui.practice.start_sheet import StartSheet

__all__ = ["CaseRow", "CaseSheet", "DebriefSheet", "PracticeBand", "StartSheet", "content_for"]
