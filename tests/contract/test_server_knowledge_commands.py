"""The ``server knowledge`` commands on a real database: three kinds of folder in, every form out and in again."""

import base64
import json
from pathlib import Path

import pytest

from operator_console.app.cli import main
from operator_console.server import ServerConfig
from operator_console.server.administration import open_administration
from tests.contract.server_desk import fill

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with open_administration(ServerConfig(data_dir=tmp_path / "data")) as administration:
        fill(administration)
    return tmp_path / "data"


def run(data: Path, *words: str) -> int:
    return main(["server", "knowledge", *words, "--data-dir", str(data)])


def test_a_folder_comes_in_and_goes_out_with_its_pictures(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "help"
    folder.mkdir()
    (folder / "a.png").write_bytes(PNG)
    (folder / "returns.md").write_text("# Retourneren\n\n![scherm](a.png) [ruilen](exchange.html)")
    (folder / "exchange.html").write_text("<h1>Ruilen</h1><p>Ja</p>")
    (folder / "more.jsonl").write_text(json.dumps({"id": "a/b", "title": "Meer", "body": "x", "draft": True}))
    (folder / "bad.md").write_bytes(b"\xff")
    assert run(data, "import", str(folder), "--site", "shop") == 0
    shown = capsys.readouterr()
    assert shown.out == "3 added, 0 changed, 0 the same, 1 pictures\n"
    assert shown.err == "bad.md:1: not_utf8\n"
    for form, ending in (("markdown", "zip"), ("html", "zip"), ("csv", "csv"), ("json", "json")):
        target = tmp_path / f"{form}.{ending}"
        assert run(data, "export", str(target), "--site", "shop", "--format", form) == 0
        capsys.readouterr()
        assert run(data, "import", str(target)) == 0
        shown = capsys.readouterr()
        assert shown.out.startswith("0 added, 0 changed, 3 the same"), form
        assert shown.err == ""
        assert run(data, "export", str(target), "--site", "shop") == 1, "an existing file is not overwritten"
        capsys.readouterr()


@pytest.mark.parametrize(
    "words", [("import", "nowhere"), ("import", ".", "--site", "x"), ("export", "x", "--site", "x")]
)
def test_what_is_not_there_is_said(data: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, *words) == 1
    assert capsys.readouterr().err
