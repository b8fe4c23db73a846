"""Keeps work that nobody here needs out of the window's start; knows no room. Call both before anything else."""

import builtins
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from operator_console.app.light_enums import create_enums_quickly

UNUSED = "typing_extensions"

SIGNATURES = "shibokensupport/"
NEEDED_AT_ONCE = frozenset(
    SIGNATURES + name
    for name in (
        "__init__.py",
        "feature.py",
        "signature/__init__.py",
        "signature/loader.py",
        "signature/importhandler.py",
        "signature/lib/__init__.py",
    )
)
CALLED_FROM_C = "update_mapping"
"""Looked up in the dictionary of one of the postponed modules, past its `__getattr__`, before an error is worded."""

_postponed: dict[str, object] = {}
_filling = threading.RLock()
_compile: Any = builtins.compile


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


class _Postponed(ModuleType):
    """Stands for a module until one of its names is asked for, and from then on has all of them."""

    def __getattr__(self, name: str) -> object:
        with _filling:
            whole = sys.modules[self.__name__]
            if whole is self:
                del sys.modules[self.__name__]
                whole = import_module(self.__name__)
            self.__dict__.update(vars(whole))
        return getattr(whole, name)


def postpone(name: str) -> None:
    """Let ``import name`` cost nothing until a name of that module is used; harmless when it is imported already.

    ``from name import part`` uses it. What must not come before that is ``import name.part``: the part would be
    imported twice. `importlib.util.LazyLoader` does not do here: the second ``import`` of its module loads it.
    """
    sys.modules.setdefault(name, _Postponed(name))


def import_qt_alone() -> None:
    """Import Qt with cheaper enumerations, without what words its errors, and give Python its own import back.

    WORKAROUND(shiboken's signature_bootstrap): PySide6 carries the Python texts that word its `TypeError`s and its
    documentation, and compiles all of them at every start: a tenth of it. Here each is compiled when it is asked for.
    WORKAROUND(https://github.com/napari/napari/issues/8584): for ``from __feature__ import snake_case``, which we do
    not use, PySide6 puts itself in the place of `__import__` and reads the source text of every module that is imported
    after it: a sixth of the start, and all those texts stay in memory.
    """
    create_enums_quickly()
    with _postponing_signatures():
        import PySide6.QtCore  # noqa: F401

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


@contextmanager
def _postponing_signatures() -> Iterator[None]:
    """Give the bootstrap, which calls the builtin `compile`, a few lines in the place of each text that can wait."""

    def compile_or_postpone(source: object, filename: object, *arguments: object, **named: object) -> object:
        if isinstance(filename, str) and filename.startswith(SIGNATURES) and filename not in NEEDED_AT_ONCE:
            _postponed[filename] = source
            source = f"from {__name__} import later\n__getattr__ = later(globals(), {filename!r})\n"
            source += f"{CALLED_FROM_C} = lambda: __getattr__({CALLED_FROM_C!r})()\n"
        return _compile(source, filename, *arguments, **named)

    builtins.compile = compile_or_postpone  # type: ignore[assignment]  # the bootstrap passes texts only
    try:
        yield
    finally:
        builtins.compile = _compile


def later(names: dict[str, object], filename: str) -> Callable[[str], object]:
    """Return a module's `__getattr__` that fills `names` from the postponed text when one of them is asked for.

    It may be called from any thread.
    """

    def fill_and_get(name: str) -> object:
        with _filling:
            source = None if name.startswith("__") else _postponed.pop(filename, None)
            if source is not None:
                exec(_compile(source, filename, "exec"), names)  # noqa: S102 - PySide6's own text, as it would have done
            if name not in names:
                msg = f"module {names['__name__']!r} has no attribute {name!r}"
                raise AttributeError(msg)
            return names[name]

    return fill_and_get
