"""Every scene of a single errand's sheet can be shown, in the dark theme and in Dutch."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.gallery import scenes, sheets


@pytest.mark.parametrize("scene", sheets.SCENES, ids=lambda scene: scene.name)
async def test_the_scene_shows_something(scene: scenes.Scene, qtbot: QtBot, tmp_path: Path) -> None:
    written = await scenes.grab(scene, tmp_path, ["dark"], ["nl"])
    assert len(written) == len(scene.sizes)
    for path in written:
        image = QImage(str(path))
        assert len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}) > 5
