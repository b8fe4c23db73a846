"""Write docs/map.md, the map of the code, from the first sentence of every module; imports nothing of the product."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "operator_console"
TARGET = ROOT / "docs" / "map.md"
HEAD = """\
# Map of the code

Written by `python3 dev.py map` from the first sentence of every module. Where to look, and where new code belongs.
"""


def render() -> str:
    """Return the whole map as Markdown: one section for each folder, one line for each module."""
    parts = [HEAD]
    for folder in sorted({path.parent for path in _modules()}):
        name = folder.relative_to(ROOT).as_posix()
        own = folder / "__init__.py"
        parts.append(f"\n## {name}/\n\n{first_sentence(own)}\n" if own.exists() else f"\n## {name}/\n")
        lines = [
            f"- `{path.name}`: {first_sentence(path)}"
            for path in sorted(folder.glob("*.py"))
            if path.name != "__init__.py"
        ]
        if lines:
            parts.append("\n" + "\n".join(lines) + "\n")
    return "".join(parts)


def first_sentence(path: Path) -> str:
    """Return the first paragraph of the module's docstring on one line, or nothing when it has none."""
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"), str(path))) or ""
    return " ".join(docstring.split("\n\n", 1)[0].split())


def _modules() -> Iterator[Path]:
    return (path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def main() -> int:
    """Write the map."""
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(render(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
