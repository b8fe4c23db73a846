"""Makes Qt's enumerations cheaper to create, a sixth of the window's start; knows no room and nothing of Qt."""

import enum
import sys
from typing import Any, TypeGuard, cast

KNOWN_TO = (3, 12)
"""The newest Python whose enumerations are known to be built from these parts; later ones build as they do."""

_KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_INHERITED = frozenset({*dir(enum.EnumType), *dir(enum.Flag), *dir(int), "mro", "name", "value"})
_plain_create: Any = enum.EnumType._create_  # type: ignore[attr-defined]  # no part of the published interface
_moulds: dict[tuple[type, object], dict[str, Any]] = {}


def create_enums_quickly() -> None:
    """Let enumerations of plain numbers, as shiboken makes them by the hundred, get their parts and members in one go.

    WORKAROUND(enum.EnumType): the functional interface finds out for each enumeration what follows from its kind alone,
    and asks a dozen questions about each member, among them whether it is a descriptor, private, or in the way of a
    base class. PySide6 makes all enumerations of a class when the class is first touched, some 5,000 members before the
    first frame. What comes out is the same, see the test of this module.
    """
    if sys.version_info[:2] <= KNOWN_TO:
        enum.EnumType._create_ = _create  # type: ignore[attr-defined]  # as above


def _create(
    cls: type[enum.Enum], class_name: str, names: object, *, module: str | None = None, **options: object
) -> type[enum.Enum]:
    if module is None:
        module = sys._getframe(2).f_globals["__name__"]  # noqa: SLF001 - the plain way finds out who calls like this
    given = {name for name, value in options.items() if value is not None and (name, value) != ("start", 1)}
    if cls not in _KINDS or not given <= {"boundary", "qualname"} or not _are_plain(names, cls):
        plain: type[enum.Enum] = _plain_create(cls, class_name, names, module=module, **options)
        return plain
    made = _cast(cls, options.get("boundary"), class_name, module, options.get("qualname") or class_name)
    _fill(made, names)
    if issubclass(cls, enum.Flag):
        _settle_flags(made)
    return made


def _cast(kind: type[enum.Enum], boundary: object, name: str, module: str, qualname: object) -> type[enum.Enum]:
    """Return an enumeration without members: what the plain way gives to one of this kind is found out once."""
    mould = _moulds.get((kind, boundary))
    if mould is None:
        mould = _moulds[kind, boundary] = dict(vars(_plain_create(kind, "Mould", (), module="", boundary=boundary)))
    parts = {key: type(part)() if type(part) in {list, dict} else part for key, part in mould.items()}
    new = parts.pop("__new__")
    parts |= {"__module__": module, "__qualname__": qualname}
    made: Any = type.__new__(enum.EnumType, name, (kind,), parts)
    type.__setattr__(made, "__new__", new)  # in `parts` it would become a static method
    return cast("type[enum.Enum]", made)


def _fill(made: type[enum.Enum], names: list[tuple[str, int]]) -> None:
    parts: Any = made
    listed, by_name, by_value = parts._member_names_, parts._member_map_, parts._value2member_map_
    of_numbers, single_bits = issubclass(made, int), issubclass(made, enum.Flag)
    member: Any
    for name, value in names:
        member = by_value.get(value)
        if member is None:  # else it is another name of a member
            member = by_value[value] = int.__new__(parts, value) if of_numbers else object.__new__(parts)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = made
            member._sort_order_ = len(listed)
            if not single_bits or (value and not value & (value - 1)):  # of flags, only those of one bit are listed
                listed.append(name)
        by_name[name] = member
        type.__setattr__(made, name, member)


def _settle_flags(made: type[enum.Enum]) -> None:
    parts: Any = made
    every = singles = 0
    for value in parts._value2member_map_:
        every |= value
    values = [parts._member_map_[name]._value_ for name in parts._member_names_]
    for value in values:
        singles |= value
    below = int(2 ** every.bit_length()) - 1
    for part, bits in (("_flag_mask_", every), ("_singles_mask_", singles), ("_all_bits_", below)):
        type.__setattr__(made, part, bits)
    if values != sorted(values):
        type.__setattr__(made, "_iter_member_", parts._iter_member_by_def_)


def _are_plain(names: object, kind: type[enum.Enum]) -> "TypeGuard[list[tuple[str, int]]]":
    if type(names) is not list or not names or type(names[0]) is not tuple:
        return False
    keys, values = zip(*names, strict=True)
    return (
        set(map(type, values)) == {int}
        and len(set(keys)) == len(keys)
        and _INHERITED.isdisjoint(keys)
        and not any(key.startswith("_") for key in keys)
        and not (issubclass(kind, enum.Flag) and min(values) < 0)
    )
