"""Joins the widget's modules into the scripts that browsers get, made small once; knows no request and no chat."""

import gzip
import hashlib
import json
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
AFTER_SCRIPT = "after.js"
_ASKING = b'"%asking%"'
_AFTER = f'"{AFTER_SCRIPT}"'
_PANEL = f'"{PANEL_SCRIPT}"'
_DUTCH_PANEL = f'"{PANEL_SCRIPT}?nl"'
_EITHER = "dutch ? NL : EN"
"""Where the panel's words are chosen: a browser needs only those of its page's language."""
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
        self._for_sites: tuple[tuple[str, ...], Script] | None = None

    @cached_property
    def panel(self) -> Script:
        """What is loaded when the visitor opens the chat: a module, with the words of English only."""
        return self._panel("EN", "NL")

    @cached_property
    def panel_in_dutch(self) -> Script:
        """The same with the words of Dutch only."""
        return self._panel("NL", "EN")

    def _panel(self, words: str, others: str) -> Script:
        entry = self._folder / PANEL_SCRIPT
        names = ", ".join(_EXPORTED.findall(entry.read_text("utf-8")))
        text = re.sub(rf"^const {others} = \{{\n.*?^\}};\n", "", joined(entry), flags=re.MULTILINE | re.DOTALL)
        text = text.replace(_EITHER, words)
        if _AFTER in text:
            text = text.replace(_AFTER, f'"{AFTER_SCRIPT}?v={self.after.version}"')
        # Within a function all its names can be made short.
        return _script(f"export const {{ {names} }} = (() => {{\n{text}return {{ {names} }};\n}})();\n")

    @cached_property
    def after(self) -> Script:
        """What is loaded when somebody has answered: a module."""
        entry = self._folder / AFTER_SCRIPT
        names = ", ".join(_EXPORTED.findall(entry.read_text("utf-8")))
        return _script(f"export const {{ {names} }} = (() => {{\n{joined(entry)}return {{ {names} }};\n}})();\n")

    @cached_property
    def page(self) -> Script:
        """What every page loads: a plain script, all within one function."""
        text = joined(self._folder / PAGE_SCRIPT)
        if _PANEL in text:
            text = text.replace(_PANEL, f'"{PANEL_SCRIPT}?v={self.panel.version}"')
        if _DUTCH_PANEL in text:
            text = text.replace(_DUTCH_PANEL, f'"{PANEL_SCRIPT}?nl&v={self.panel_in_dutch.version}"')
        return _script(f'(() => {{\n"use strict";\n{text}}})();\n')

    def page_for(self, asking: tuple[str, ...]) -> Script:
        """The page's script with the sites written in whose visitors are asked first.

        So a page knows without a request whether it may make one. Whoever loads the script learns ids that stand in
        the sites' own pages.
        """
        if self._for_sites is None or self._for_sites[0] != asking:
            named = ",".join(json.dumps(site_id).replace("<", "\\u003c") for site_id in asking)
            self._for_sites = asking, _sent(self.page.plain.replace(_ASKING, named.encode()))
        return self._for_sites[1]


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
    return _sent(minified("text/javascript", styled).encode())


def _sent(plain: bytes) -> Script:
    version = hashlib.sha256(plain).hexdigest()[:16]
    return Script(plain=plain, compressed=gzip.compress(plain, 9, mtime=0), version=version)
