"""Joins the widget's modules into the two scripts that browsers get, made small once; knows no request and no chat."""

import gzip
import hashlib
import re
from functools import cached_property
from pathlib import Path

from msgspec import Struct

try:
    from minify import string as minified
except ImportError:  # no wheel for this machine: the scripts are larger, and work the same

    def minified(_kind: str, text: str) -> str:
        """Return the text as it is."""
        return text


PAGE_SCRIPT = "widget.js"
PANEL_SCRIPT = "panel.js"
_PANEL = f'"{PANEL_SCRIPT}"'
_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.{1,2}/[\w./-]+)";\n', re.MULTILINE)
_COMMENT = re.compile(r"^ *(?:/\*.*?\*/|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
"""A comment on lines of its own; one behind code stays."""
_EXPORT = re.compile(r"^export (?=const|class|function|let|async)", re.MULTILINE)
_STYLE = re.compile(r"(?<=CSS = `)[^`]*(?=`)")
_EXPORTED = re.compile(r"^export (?:const|class|function) (\w+)", re.MULTILINE)


class Script(Struct, frozen=True):
    """A script as it is sent.

    Attributes:
        version: Hash of its text.
    """

    plain: bytes
    compressed: bytes
    version: str


class WidgetScripts:
    """The page's script and the panel's; each is made when it is first asked for.

    The page's script names the panel's by version, so that a browser never mixes two releases.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def panel(self) -> Script:
        """What is loaded when the visitor opens the chat: a module."""
        entry = self._folder / PANEL_SCRIPT
        names = ", ".join(_EXPORTED.findall(entry.read_text("utf-8")))
        # Within a function all its names can be made short.
        return _script(
            f"export const {{ {names} }} = (() => {{\n{joined(entry)}return {{ {names} }};\n}})();\n",
        )

    @cached_property
    def page(self) -> Script:
        """What every page loads: a plain script, all within one function."""
        text = joined(self._folder / PAGE_SCRIPT)
        if _PANEL in text:
            text = text.replace(_PANEL, f'"{PANEL_SCRIPT}?v={self.panel.version}"')
        return _script(f'(() => {{\n"use strict";\n{text}}})();\n')


def joined(entry: Path) -> str:
    """Return a module's text after that of everything it imports, each once, without imports, exports and comments.

    Raises:
        OSError: A file is missing.
    """
    seen: set[Path] = set()
    parts: list[str] = []

    def add(path: Path) -> None:
        if path in seen:
            return
        seen.add(path)
        text = path.read_text("utf-8")
        for name in _IMPORT.findall(text):
            add((path.parent / name).resolve())
        parts.append(_EXPORT.sub("", _COMMENT.sub("", _IMPORT.sub("", text))))

    add(entry.resolve())
    return "\n".join(parts)


def _script(text: str) -> Script:
    styled = _STYLE.sub(lambda found: minified("text/css", found.group()), text)
    plain = minified("text/javascript", styled).encode()
    version = hashlib.sha256(plain).hexdigest()[:16]
    return Script(plain=plain, compressed=gzip.compress(plain, 9, mtime=0), version=version)
