"""Scenes of the conversation screen with made-up chats; ``python -m tests.gallery.conversation``."""

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from operator_console.ui.conversation import ConversationScreen
from operator_console.ui.kit.context import UiContext
from tests.fakes import fake_chats
from tests.fakes.fake_desk import FakeDesk
from tests.gallery import scenes
from tests.gallery.conversation_states import STATES

WIDE, NARROW = (736, 874), (420, 674)


def _built(prepare: Callable[[FakeDesk], str | None]) -> Callable[[UiContext], QWidget]:
    def build(context: UiContext) -> QWidget:
        desk = FakeDesk()
        conversation_id = prepare(desk)
        screen = ConversationScreen(context, desk)
        screen.show_conversation(conversation_id, True)
        screen.setParent(screen.widget)
        return screen.widget

    return build


def _mockup(desk: FakeDesk) -> str:
    return fake_chats.MARIEKE


def _another(desk: FakeDesk) -> str:
    return fake_chats.YOUSSEF


def _nothing(desk: FakeDesk) -> None:
    return None


SCENES = (
    scenes.Scene("conversation", _built(_mockup), (WIDE, NARROW), STATES["writing"]),
    scenes.Scene("conversation-note", _built(_mockup), (WIDE,), STATES["note"]),
    scenes.Scene("conversation-messages", _built(STATES["every_message"]), (WIDE, NARROW)),
    scenes.Scene("conversation-stale", _built(STATES["stale"]), (WIDE, NARROW)),
    scenes.Scene("conversation-moved", _built(STATES["moved"]), (WIDE, NARROW)),
    scenes.Scene("conversation-closed", _built(STATES["closed"]), (WIDE,)),
    scenes.Scene("conversation-queue", _built(STATES["queued"]), (WIDE,)),
    scenes.Scene("conversation-mix-up", _built(_another), (WIDE, NARROW), STATES["mixed_up"]),
    scenes.Scene("conversation-empty", _built(_nothing), (WIDE,)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
