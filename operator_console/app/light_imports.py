"""Keeps work that nobody here needs out of the window's start; knows no room. Call both before anything else."""

import builtins
import sys

UNUSED = "typing_extensions"


def import_msgspec_alone() -> None:
    """Import msgspec without `typing_extensions`.

    WORKAROUND(msgspec._utils): it prefers that module and takes the same names from `typing` where it is absent; on the
    Pythons we run on `typing` has them all, and the module alone costs a tenth of the start. Other libraries get it.
    """
    if "msgspec" in sys.modules or UNUSED in sys.modules:
        return
    sys.modules[UNUSED] = None  # type: ignore[assignment]  # the documented way to say that an import shall fail
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules[UNUSED]


def import_qt_alone() -> None:
    """Import Qt and give Python its own import back.

    WORKAROUND(https://github.com/napari/napari/issues/8584): for ``from __feature__ import snake_case``, which we do
    not use, PySide6 puts itself in the place of `__import__` and reads the source text of every module that is imported
    after it: a sixth of the start, and all those texts stay in memory.
    """
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
