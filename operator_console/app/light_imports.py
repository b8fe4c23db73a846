"""Keeps modules that nobody here uses out of the window's start; knows no room. Import it before anything else."""

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
