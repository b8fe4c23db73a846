"""The list of faults in docs/reliability.md names tests that exist; what they prove is theirs to say."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"(tests/[\w/]+\.py)::(\w+)")


def test_every_named_test_exists() -> None:
    named = NAMED.findall((ROOT / "docs" / "reliability.md").read_text("utf-8"))
    assert len(named) > 30
    missing = []
    for path, name in named:
        file = ROOT / path
        if not file.is_file() or f"def {name}(" not in file.read_text("utf-8"):
            missing.append(f"{path}::{name}")
    assert missing == []
