"""The commands that take a site's settings out and in, run as an administrator runs them."""

import json
from pathlib import Path

import pytest

from operator_console.app.cli import main


@pytest.fixture
def data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    for site in ("shop", "bakery"):
        words = [site, "--name", site.title(), "--url", f"https://{site}.example", "--data-dir", str(tmp_path)]
        assert main(["server", "site", "add", *words]) == 0
    capsys.readouterr()
    return tmp_path


def _run(data: Path, *words: str) -> int:
    return main(["server", "site", *words, "--data-dir", str(data)])


def test_a_site_goes_out_is_changed_and_comes_back(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / "shop.json"
    assert _run(data, "export", "shop", "--file", str(path)) == 0
    assert _run(data, "import", str(path)) == 0
    assert "nothing would change" in capsys.readouterr().out
    content = json.loads(path.read_text())
    content["settings"]["bot"] = "first"
    content["site"]["name"] = "De winkel"
    path.write_text(json.dumps(content))
    assert _run(data, "import", str(path), "--dry-run") == 0
    told = capsys.readouterr()
    assert "2 values would change" in told.out
    assert "name: Shop -> De winkel" in told.err
    assert _run(data, "export", "shop") == 0
    assert json.loads(capsys.readouterr().out)["site"]["name"] == "Shop"
    assert _run(data, "import", str(path), "--site", "bakery") == 0
    capsys.readouterr()
    assert _run(data, "export", "bakery") == 0
    kept = json.loads(capsys.readouterr().out)
    assert (kept["site"]["id"], kept["site"]["name"], kept["settings"]["bot"]) == ("bakery", "De winkel", "first")


def test_other_files_and_sites_that_are_not_there(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / "x.json"
    path.write_text('{"format": "something"}')
    assert _run(data, "import", str(path)) == 1
    assert "no file of a site" in capsys.readouterr().err
    assert _run(data, "import", str(data / "missing.json")) == 1
    assert _run(data, "export", "nowhere") == 1
    assert "nowhere does not exist" in capsys.readouterr().err
