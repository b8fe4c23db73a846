"""Functions of a system's own libraries, with the types that ctypes has to know; knows no system."""

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

Functions = dict[str, Callable[..., Any]]
"""By name, so that a test can stand in for a system that is not here."""


Fields = Sequence[tuple[str, type[Any]] | tuple[str, type[Any], int]]
"""Of a structure, in order."""


def declared(library: ctypes.CDLL, name: str, result: object, arguments: Sequence[object]) -> Callable[..., Any]:
    """Return a library's function with its types: without them ctypes takes a pointer for a 32-bit number.

    Raises:
        AttributeError: The library has no such function.
    """
    function: Any = getattr(library, name)
    function.restype, function.argtypes = result, tuple(arguments)
    found: Callable[..., Any] = function
    return found
