"""The head of a chat in little room: what does not fit is left out, never an empty pill."""

from PySide6.QtWidgets import QLabel

from operator_console.ui.conversation.header import WHOLE_LINE_ABOVE_PX, ConversationHeader
from tests.fakes.screen_stage import Stage


def test_a_narrow_head_keeps_the_first_mark_and_the_tags_and_gives_the_rest_back_with_room(
    stage: Stage,
) -> None:
    header = ConversationHeader(stage.context)
    stage.at_end(header.deleteLater)
    header.show_who("Marieke de Boer", "Fietsenwereld")
    header.show_earlier("", "")
    header.show_marks(("Goes first", "e-bikes", "Dutch"))
    header.show_page("shop.example/returns", "")
    header.show_tags(("returns",))
    header.resize(413, 70)
    header.show()
    assert _seen(header) == {"Goes first", "returns"}
    header.resize(WHOLE_LINE_ABOVE_PX + 200, 70)
    assert _seen(header) == {"Goes first", "e-bikes", "Dutch", "shop.example/returns", "returns"}
    header.resize(413, 70)
    header.show_marks(("Dutch",))
    assert _seen(header) == {"Dutch", "shop.example/returns", "returns"}


def _seen(header: ConversationHeader) -> set[str]:
    chips = {header._page, *header._marks, *header._shown_tags}
    return {_words(chip) for chip in chips if chip.isVisible()}


def _words(label: QLabel) -> str:
    return str(label.whole_text)  # type: ignore[attr-defined]  # a PlainLabel
