"""Practice: choosing cases, the marked window, the debrief, and a case made of a chat."""

import sys
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from operator_console.app.practice.dialogues import read_dialogues
from operator_console.desk.debrief import ChatDebrief, Debrief, ExpectedArticle, Found, Reply
from operator_console.domain.etiquette import Etiquette
from operator_console.domain.ids import ArticleKey, ConversationId
from operator_console.domain.practice import LANGUAGES, Dialogue, Persona, turns_of
from operator_console.ui.kit.context import UiContext
from operator_console.ui.practice import CaseRow, CaseSheet, DebriefSheet, PracticeBand, StartSheet
from operator_console.ui.shell import ShellWindow
from tests.fakes.fake_chats import MARIEKE, YOUSSEF
from tests.fakes.fake_desk import START, FakeDesk
from tests.gallery import scenes

SITES = {"fietsenwereld": "Fietsenwereld", "skyjump": "Skyjump"}


def shipped() -> list[CaseRow]:
    """The cases that come with the console."""
    folder = scenes.ROOT / "resources" / "practice"
    return [CaseRow(each, SITES[each.site]) for code in LANGUAGES for each in read_dialogues(folder, code)]


def team_case(dialogue: Dialogue) -> CaseRow:
    """One that a lead has made."""
    return CaseRow(dialogue, SITES[dialogue.site], "pc_1", "Karin Smit")


def start(context: UiContext) -> QWidget:
    """Choosing, as a lead."""
    sheet = StartSheet(context, language="nl" if context.locale.name().startswith("nl") else "en", may_remove=True)
    rows = shipped()
    sheet.show_cases([team_case(rows[0].dialogue), *rows])
    return sheet


def start_offline(context: UiContext) -> QWidget:
    """The team's cases cannot be had."""
    sheet = StartSheet(context, language="")
    sheet.show_cases(shipped())
    sheet.say_trouble("The team's own cases cannot be had now.")
    return sheet


def window(context: UiContext) -> QWidget:
    """The practice window, while a real chat waits."""
    band = PracticeBand(context)
    band.show_left(3)
    band.show_real_waiting(1)
    shown = ShellWindow(context, FakeDesk(), band=band)
    shown.complete()
    return shown


def made_debrief() -> Debrief:
    """A round with some of everything."""
    desk = FakeDesk()
    rows = {key: desk.row(key) for key in (MARIEKE, YOUSSEF)}
    chats = [row.conversation for row in rows.values() if row is not None]
    questions = ("Hoi! Ik heb vorige week de Tour 500 besteld maar hij is te groot", "Kan ik hem ook ruilen?")
    return Debrief(
        chats=(
            ChatDebrief(
                conversation=chats[0],
                title="Fiets te groot: ruilen of terug?",
                replies=(
                    _reply(chats[0].id, 21.4, questions[0]),
                    _reply(chats[0].id, 48.0, questions[1]),
                    _reply(chats[0].id, 12.0, questions[1]),
                ),
                articles=(
                    _article("Retour in de winkel", Found.USED),
                    _article("Een gebruikte fiets terugbrengen", Found.OPENED),
                    _article("Ruilen voor een andere maat", Found.MISSED),
                ),
                also=("Proefrit maken",),
                answers=4,
                personal=3,
                manners=Etiquette(
                    greeted=True, name_used=False, open_questions=("Wat kost het ophalen?",), closed_kindly=True
                ),
            ),
            ChatDebrief(
                conversation=chats[1],
                title="Storing op het display, onderweg",
                replies=(_reply(chats[1].id, 9.0, "display geeft een storing"), _reply(chats[1].id, 18.0, "en nu?")),
                articles=(_article("Foutcode op het display", Found.USED),),
                answers=2,
                personal=2,
                manners=Etiquette(greeted=True, name_used=True, open_questions=(), closed_kindly=True),
            ),
        )
    )


def debrief(context: UiContext) -> QWidget:
    """How it went."""
    return DebriefSheet(context, made_debrief(), ended=True)


def debrief_empty(context: UiContext) -> QWidget:
    """Nobody has written yet."""
    return DebriefSheet(context, Debrief())


def case(context: UiContext) -> QWidget:
    """A case made of a chat, before it is saved."""
    source = shipped()[0].dialogue
    story = (
        "Hoi, met [naam]. Mijn bestelling [bestelnummer] is er nog niet\n\n"
        "Gisteren zou hij komen\nKunt u kijken waar hij blijft?\n\nTop, dank je wel!"
    )
    made = Dialogue(
        key="chat-20261014-120540",
        site=source.site,
        language="nl",
        visitor=Persona(),
        visit=source.visit,
        turns=turns_of(story),
        title="Hoi, met [naam]. Mijn bestelling [bestelnummer] is er nog…",
        articles=("bestelling-volgen",),
    )
    return CaseSheet(context, made)


def _reply(conversation_id: ConversationId, waited_s: float, question: str) -> Reply:
    asked_at = START + timedelta(seconds=waited_s)
    return Reply(conversation_id=conversation_id, asked_at=asked_at, question=question, waited_s=waited_s, limit_s=30.0)


def _article(title: str, found: Found) -> ExpectedArticle:
    return ExpectedArticle(key=ArticleKey(title.lower()), title=title, found=found)


SCENES = (
    scenes.Scene("practice_start", start, ((820, 620), (780, 480))),
    scenes.Scene("practice_start_offline", start_offline, ((780, 480),)),
    scenes.Scene("practice_window", window, ((1440, 900), (1024, 700), (920, 480))),
    scenes.Scene("practice_debrief", debrief, ((760, 640), (640, 480))),
    scenes.Scene("practice_debrief_empty", debrief_empty, ((640, 480),)),
    scenes.Scene("practice_case", case, ((620, 680),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
