"""The commands for accounts and the audit log, run as an administrator runs them."""

import io
import json
from pathlib import Path

import pytest

from operator_console.app.cli import main


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    site = ["shop", "--name", "Shop", "--url", "https://shop.example", "--data-dir", str(tmp_path)]
    assert main(["server", "site", "add", *site]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("a good password\n"))
    user = ["anna", "--name", "Anna", "--password-stdin", "--data-dir", str(tmp_path)]
    assert main(["server", "user", "add", *user]) == 0
    capsys.readouterr()
    return tmp_path


def _run(data: Path, *words: str) -> int:
    return main(["server", *words, "--data-dir", str(data)])


def test_roles_passwords_and_disabling_are_written_down(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(data, "user", "role", "anna", "supervisor") == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("quite another one\n"))
    assert _run(data, "user", "password", "anna", "--password-stdin") == 0
    assert _run(data, "user", "sign-out", "anna") == 0
    assert _run(data, "user", "list") == 0
    assert "anna\tsupervisor\tservice\tAnna" in capsys.readouterr().out
    assert _run(data, "user", "disable", "anna") == 0
    assert _run(data, "user", "role", "anna", "agent") == 1
    assert "anna does not exist" in capsys.readouterr().err
    assert _run(data, "audit", "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    actions = ["account_added", "role_changed", "password_changed", "devices_revoked", "account_disabled"]
    assert [line["action"] for line in lines] == actions
    assert "password" not in json.dumps([line["result"] for line in lines])


def test_the_log_can_be_filtered(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for role in ("admin", "agent"):
        _run(data, "user", "role", "anna", role)
    capsys.readouterr()
    assert _run(data, "audit", "--action", "role_changed", "--result", "admin to", "--since", "2020-01-01") == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.split("\t")[2] == "role_changed"
    assert _run(data, "audit", "--until", "2020-01-01") == 0
    assert capsys.readouterr().out.strip() == ""
