"""A late pattern is compiled when it is first used, does the same as one compiled at once, and every one is right."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import operator_console
from operator_console.domain import late_pattern as late
from operator_console.domain.late_pattern import late_pattern

ROOMS = ("domain", "runtime", "protocol", "ui.kit")


def test_compiled_at_the_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def compile_and_note(text: str, flags: int) -> re.Pattern[str]:
        compiled.append(text)
        return real(text, flags)

    monkeypatch.setattr(re, "compile", compile_and_note)
    pattern = late_pattern(r"(a+)b", re.IGNORECASE)
    assert compiled == []
    found = pattern.search("xAAb")
    assert found is not None
    assert found.group(1) == "AA"
    assert pattern.search("AAB") is not None
    assert compiled == [r"(a+)b"]
    assert pattern.sub("-", "aab ab") == "- -"
    assert (pattern.pattern, pattern.groups) == (r"(a+)b", 1)


def test_a_wrong_pattern_says_so_when_it_is_used() -> None:
    pattern = late_pattern("(")
    with pytest.raises(re.error):
        pattern.search("x")


def late_ones() -> Iterator[tuple[str, late._LatePattern]]:
    """Yield every late pattern of the rooms, with its place."""
    for module in pkgutil.walk_packages(operator_console.__path__, "operator_console."):
        if module.name.startswith(tuple(f"operator_console.{room}" for room in ROOMS)):
            for name, value in vars(importlib.import_module(module.name)).items():
                for each in value.values() if isinstance(value, dict) else (value,):
                    if isinstance(each, late._LatePattern):
                        yield f"{module.name}.{name}", each


def test_every_late_pattern_of_the_product_compiles() -> None:
    found = list(late_ones())
    assert len(found) > 30
    for place, pattern in found:
        assert re.compile(pattern._pattern, pattern._flags).pattern, place
