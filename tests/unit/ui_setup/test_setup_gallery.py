"""Every scene of the sites' page can be shown, in the dark theme and in Dutch."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.gallery import scenes, setup


@pytest.mark.parametrize("scene", setup.SCENES, ids=lambda scene: scene.name)
async def test_the_scene_shows_something(scene: scenes.Scene, qtbot: QtBot, tmp_path: Path) -> None:
    written = await scenes.grab(scene, tmp_path, ["dark"], ["nl"])
    for path, size in zip(written, scene.sizes, strict=True):
        image = QImage(str(path))
        assert (image.width(), image.height()) == size
        seen = {image.pixel(x, y) for x in range(0, size[0], 7) for y in range(0, size[1], 7)}
        assert len(seen) > 5, "an empty picture"
