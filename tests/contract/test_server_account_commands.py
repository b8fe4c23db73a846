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


def test_how_chats_find_agents_is_set_and_what_is_not_named_stays(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    rule = ("--skill-rule", "/returns=returns", "--policy", "least_busy", "--offer-s", "12", "--escalate-s", "0")
    assert _run(data, "site", "set", "shop", *rule) == 0
    assert _run(data, "site", "set", "shop", "--manual", "--wait-told-s", "90") == 0
    shown = capsys.readouterr().out.splitlines()[-1]
    for part in (
        "manual",
        "least_busy",
        "offer 12 s",
        "/returns=returns",
        "wait told 90 s",
        "colleague 0 s",
        "wall 20 s",
    ):
        assert part in shown
    assert _run(data, "site", "set", "shop", "--skill-rule", "-", "--automatic") == 0
    assert "skills -" in capsys.readouterr().out
    agent = ("--skill", "returns", "--language", "nl", "--site", "shop", "--capacity", "2", "--novice")
    assert _run(data, "user", "set", "anna", *agent, "--department-capacity", "service=1") == 0
    assert _run(data, "user", "set", "anna", "--language", "-", "--experienced") == 0
    shown = capsys.readouterr().out.splitlines()[-1]
    for part in ("skills returns", "languages all", "sites shop", "capacity 2", "service=1"):
        assert part in shown
    assert "novice" not in shown
    assert _run(data, "user", "set", "anna", "--site", "nowhere") == 1
    assert _run(data, "user", "set", "nobody", "--novice") == 1
    assert _run(data, "site", "set", "nowhere", "--manual") == 1
    for wrong in (("--offer-s", "-1"), ("--skill-rule", "returns"), ("--policy", "unknown")):
        with pytest.raises(SystemExit):
            _run(data, "site", "set", "shop", *wrong)
