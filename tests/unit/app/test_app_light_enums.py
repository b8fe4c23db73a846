"""Enumerations that are built in one go are those that Python builds, name by name and value by value."""

import copy
import enum
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.app.light_enums import _create, _plain_create

KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
WORDS = st.integers(0, 60).map(lambda number: f"{'abcXY'[number % 5]}{number}")
MEMBERS = st.lists(st.tuples(WORDS, st.integers(0, 12)), max_size=14, unique_by=lambda pair: pair[0])


def described(made: type[enum.Enum]) -> dict[str, Any]:
    """Return all that can be seen of an enumeration; its members by what they hold."""

    def seen(value: object) -> object:
        if isinstance(value, made):
            held = {name: each for name, each in vars(value).items() if name != "__objclass__"}
            return (repr(value), str(value), hash(value) == hash(value.value), list(held.items()))
        if isinstance(value, dict):
            return [(name, seen(each)) for name, each in value.items()]
        return type(value).__name__ if callable(value) or hasattr(value, "__get__") else value

    seen_of_all = {name: seen(value) for name, value in vars(made).items()}
    return {**seen_of_all, "listed": [repr(member) for member in made], "base": made.__mro__[1:]}


def built(create: Callable[..., Any], kind: type[enum.Enum], members: list[tuple[str, int]]) -> object:
    try:
        return described(create(kind, "Made", members, module=__name__, qualname="Made", boundary=enum.KEEP))
    except (TypeError, ValueError) as error:
        return repr(error)


@given(st.sampled_from(KINDS), MEMBERS)
def test_built_as_python_builds_them(kind: type[enum.Enum], members: list[tuple[str, int]]) -> None:
    assert built(_create, kind, members) == built(_plain_create, kind, members)


@pytest.mark.parametrize("name", ["name", "value", "_x", "__x__", "mro", "real", "_sunder_"])
def test_names_that_mean_something_go_the_plain_way(name: str) -> None:
    members = [*((f"m{number}", number) for number in range(8)), (name, 9)]
    for kind in KINDS:
        assert built(_create, kind, members) == built(_plain_create, kind, members)


Colour: Any = _create(enum.IntEnum, "Colour", [(f"C{number}", number) for number in range(9)], module=__name__)


def test_members_are_found_copied_and_kept_like_any_other() -> None:
    assert Colour(3) is Colour.C3 is Colour["C3"]
    assert copy.deepcopy(Colour.C3) is Colour.C3
    assert pickle.loads(pickle.dumps(Colour.C3)) is Colour.C3
    assert Colour.C3 in Colour
    assert isinstance(Colour.C3, int)
    with pytest.raises(ValueError, match="not a valid"):
        Colour(99)
    with pytest.raises(AttributeError):
        Colour.C3 = 4


QT = """
import enum, sys
sys.path.insert(0, {root!r})
{prepare}
from PySide6 import QtCore, QtGui, QtWidgets
for module in (QtCore, QtGui, QtWidgets):
    for name in sorted(dir(module)):
        holder = getattr(module, name)
        kinds = [(name, holder)] + [(f"{{name}}.{{each}}", value) for each, value in sorted(vars(holder).items())] \\
            if isinstance(holder, type) else []
        for where, kind in kinds:
            if isinstance(kind, enum.EnumType):
                print(where, kind.__mro__[1].__name__, [(key, repr(m), m.value) for key, m in kind.__members__.items()])
"""


def test_every_enumeration_of_qt_is_the_same() -> None:
    from operator_console.app import light_enums

    root = str(light_enums.__file__).removesuffix("/operator_console/app/light_enums.py")
    told = []
    for prepare in ("", "from operator_console.app.light_enums import create_enums_quickly; create_enums_quickly()"):
        command = [sys.executable, "-c", QT.format(root=root, prepare=prepare)]
        told.append(subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout)
    assert told[0].count("\n") > 300
    assert told[0] == told[1]
