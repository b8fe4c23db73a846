"""Gives these tests a stage, a made-up desk, a transcript and the conversation screen, each in a window of its own."""

from collections.abc import Iterator

import pytest

from operator_console.ui.conversation import ConversationScreen
from operator_console.ui.kit.transcript import TranscriptView
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.screen_stage import Stage, stage

__all__ = ["stage"]


@pytest.fixture
def desk() -> Iterator[FakeDesk]:
    made = FakeDesk()
    yield made
    assert made.errors == []


@pytest.fixture
def transcript(stage: Stage, desk: FakeDesk) -> TranscriptView:
    view = TranscriptView(stage.context, desk.file)
    stage.run(stage.show(view, 640, 500))
    return view


@pytest.fixture
def screen(stage: Stage, desk: FakeDesk) -> ConversationScreen:
    made = ConversationScreen(stage.context, desk)
    stage.at_end(made.close)
    stage.run(stage.show(made.widget, 736, 700))
    return made
