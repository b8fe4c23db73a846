"""Take the window's texts into the translation files and compile these; knows Qt's tools and no text.

English is the source; its own file holds plurals only. `python3 dev.py translate` runs it.
"""

import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6 import __file__ as pyside_file

ROOT = Path(__file__).resolve().parent.parent
SOURCES = (ROOT / "operator_console" / "ui", ROOT / "operator_console" / "app")
TARGET = ROOT / "resources" / "translations"
LANGUAGES = ("en", "nl")


def source_files() -> list[Path]:
    """Return every module that may hold text for people."""
    found = (path for folder in SOURCES for path in folder.rglob("*.py"))
    return sorted(path for path in found if "__pycache__" not in path.parts)


def update(folder: Path = TARGET) -> None:
    """Bring the .ts files of `folder` up to date: new texts come in unfinished, texts that are gone go."""
    with tempfile.TemporaryDirectory() as temporary:
        listing = _listing(Path(temporary))
        for language in LANGUAGES:
            plurals = ["-pluralonly"] if language == "en" else []
            _run(
                "lupdate",
                *("-silent", "-no-obsolete", "-locations", "none", "-source-language", "en_GB"),
                *("-target-language", language, *plurals),
                str(listing),
                "-ts",
                str(folder / f"operator_console_{language}.ts"),
            )


def release(folder: Path = TARGET, sources: Path = TARGET) -> None:
    """Compile the .ts files of `sources` into .qm files in `folder`."""
    for language in LANGUAGES:
        name = f"operator_console_{language}"
        _run("lrelease", "-silent", str(sources / f"{name}.ts"), "-qm", str(folder / f"{name}.qm"))


def unfinished(file: Path) -> list[str]:
    """Return the source texts of a .ts file that are not translated."""
    found = []
    for message in ET.parse(file).iter("message"):
        translation = message.find("translation")
        forms = [] if translation is None else [form.text or "" for form in translation.iter("numerusform")]
        texts = forms or [(translation.text or "") if translation is not None else ""]
        if translation is None or translation.get("type") == "unfinished" or not all(text.strip() for text in texts):
            found.append(message.findtext("source") or "")
    return found


@dataclass(frozen=True)
class MarkedText:
    """One text for people in the code: where it belongs, what it says, whether it holds a number."""

    context: str
    source: str
    comment: str
    plural: bool


def marked_texts(path: Path) -> Iterator[MarkedText]:
    """Yield every text of a module that is marked by `tr`, `translate` or `QT_TRANSLATE_NOOP`.

    The syntax tree is asked, as lupdate's own reading of Python passes over calls with anything nested in them.
    """
    yield from _texts_below(ast.parse(path.read_text("utf-8")), "")


def _texts_below(node: ast.AST, class_name: str) -> Iterator[MarkedText]:
    if isinstance(node, ast.ClassDef):
        class_name = node.name
    if isinstance(node, ast.Call) and (text := _marked(node, class_name)) is not None:
        yield text
    for child in ast.iter_child_nodes(node):
        yield from _texts_below(child, class_name)


def _marked(call: ast.Call, class_name: str) -> MarkedText | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
    if name == "tr":
        given = [class_name, *given]
    elif name not in {"translate", "QT_TRANSLATE_NOOP"}:
        return None
    if len(given) < 2 or not isinstance(given[0], str) or not isinstance(given[1], str):
        return None
    comment = given[2] if len(given) > 2 and isinstance(given[2], str) else ""
    return MarkedText(given[0], given[1], comment, plural=len(given) > 3)


def _listing(folder: Path) -> Path:
    """Write all marked texts in the plainest form into one module for lupdate."""
    lines = []
    for path in source_files():
        for text in marked_texts(path):
            quoted = ", ".join(
                json.dumps(part, ensure_ascii=False) for part in (text.context, text.source, text.comment)
            )
            lines.append(f"translate({quoted}{', 1' if text.plural else ''})")
    listing = folder / "texts.py"
    listing.write_text("\n".join(lines) + "\n", "utf-8")
    return listing


def _run(tool: str, *arguments: str) -> None:
    suffix = ".exe" if sys.platform == "win32" else ""
    program = Path(pyside_file).parent / f"{tool}{suffix}"
    if not program.exists():  # where the wheel keeps its tools elsewhere
        program = Path(sys.executable).with_name(f"pyside6-{tool}{suffix}")
    subprocess.run([str(program), *arguments], cwd=ROOT, check=True)


def main() -> int:
    """Update and compile, and say what is not translated yet."""
    TARGET.mkdir(exist_ok=True)
    update()
    release()
    missing = {file.name: unfinished(file) for file in sorted(TARGET.glob("*.ts"))}
    for name, texts in missing.items():
        for text in texts:
            print(f"{name}: {text}")
    return 1 if any(missing.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
