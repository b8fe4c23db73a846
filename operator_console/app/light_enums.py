"""Makes Qt's enumerations cheaper to create, a tenth of the window's start; knows no room and nothing of Qt."""

import enum
import sys
from typing import Any, TypeGuard, cast

FEW = 4
"""Up to so many members the plain way is as fast."""

KNOWN_TO = (3, 12)
"""The newest Python whose enumerations are known to be built from these parts; later ones build as they do."""

_INHERITED = frozenset({*dir(enum.EnumType), *dir(enum.Enum), *dir(int), "mro", "name", "value"})
_plain_create: Any = enum.EnumType._create_  # type: ignore[attr-defined]  # no part of the published interface


def create_enums_quickly() -> None:
    """Let large enumerations of plain numbers, as shiboken makes them by the hundred, get their members in one go.

    WORKAROUND(enum.EnumType): the functional interface asks a dozen questions about each member, among them whether it
    is a descriptor, private, or in the way of a base class. PySide6 makes all enumerations of a class when the class is
    first touched, some 5,000 members before the first frame. What comes out is the same, see the test of this module.
    """
    if sys.version_info[:2] <= KNOWN_TO:
        enum.EnumType._create_ = _create  # type: ignore[attr-defined]  # as above


def _create(cls: type[enum.Enum], class_name: str, names: object, **options: object) -> type[enum.Enum]:
    if cls not in (enum.Enum, enum.IntEnum) or options.get("type") is not None or not _are_plain(names):
        plain: type[enum.Enum] = _plain_create(cls, class_name, names, **options)
        return plain
    made: Any = _plain_create(cls, class_name, (), **options)
    of_numbers = cls is enum.IntEnum
    listed, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    for name, value in names:
        member = by_value.get(value)
        if member is None:  # else it is another name of a member
            member = int.__new__(made, value) if of_numbers else object.__new__(made)
            member.__dict__.update(_value_=value, _name_=name, __objclass__=made, _sort_order_=len(listed))
            by_value[value] = member
            listed.append(name)
        by_name[name] = member
        type.__setattr__(made, name, member)
    return cast("type[enum.Enum]", made)


def _are_plain(names: object) -> "TypeGuard[list[tuple[str, int]]]":
    return (
        type(names) is list
        and len(names) > FEW
        and type(names[0]) is tuple
        and len({name for name, _value in names}) == len(names)
        and all(type(value) is int and name[0] != "_" and name not in _INHERITED for name, value in names)
    )
