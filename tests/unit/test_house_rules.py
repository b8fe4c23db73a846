"""The house rules that a machine can hold; knows the shape of the code, not what it does.

Rules of the screens themselves (accessible names, shortcuts, translations) stand beside the screens' tests.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

from tools import code_map

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "operator_console"
LONGEST_MODULE_LINES = 800
STORE = PACKAGE / "server" / "store"
STARTER_OF_TASKS = PACKAGE / "runtime" / "task_scope.py"

# Virtual functions of Qt whose name is one word: no capital shows that they are meant.
ONE_WORD_OVERRIDES = {
    *("accept", "buddy", "data", "done", "event", "flags", "index", "match", "metric", "notify", "paint", "parent"),
    *("reject", "revert", "sibling", "sort", "span", "submit", "validate", "fixup"),
}
# The parts are joined here so that this file does not find itself.
FOREIGN_ADDRESSES = re.compile(
    "|".join(
        (
            r"pypi" + r"\.org",
            r"python" + r"hosted\.org",
            r"registry\.npm" + r"js\.org",
            r"registry\.yarn" + r"pkg\.com",
            r"proxy\.golang" + r"\.org",
            r"/home/(?!user/|you/|agent/)[a-z]\w*/",
            r"/root" + r"/",
            r"[A-Z]:\\Users\\",
            *(re.escape(str(place)) for place in (ROOT, Path.home()) if len(place.parts) > 2),
        )
    )
)


def _files(suffix: str = "") -> list[Path]:
    """Return every file of the project: what git knows, and what it does not know but would not ignore."""
    names = _listed_by_git() if (ROOT / ".git").exists() and shutil.which("git") else _listed_by_hand()
    return sorted(path for name in names if name.endswith(suffix) and (path := ROOT / name).is_file())


def _listed_by_git() -> set[str]:
    # A checkout may belong to somebody else than the one who tests it.
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    return set(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0"))


def _listed_by_hand() -> set[str]:
    """List a source archive, which has no history: everything but what the tools make."""
    made = {"__pycache__", "build", "dist"}
    return {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if not any(
            part in made or (part.startswith(".") and part not in {".ci", ".gitignore"})
            for part in path.relative_to(ROOT).parts
        )
    }


def _python_files(under: Path) -> list[Path]:
    return [path for path in _files(".py") if path.is_relative_to(under)]


def _where(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


# --------------------------------------------------------------------------------------------- files


def test_no_module_is_too_long() -> None:
    lengths = {_where(path, n): n for path in _files(".py") if (n := len(path.read_text("utf-8").splitlines()))}
    assert lengths
    assert [place for place, lines in lengths.items() if lines > LONGEST_MODULE_LINES] == []


def test_every_module_says_what_it_is() -> None:
    bare = [_where(path, 1) for path in _files(".py") if path.read_text("utf-8") and not code_map.first_sentence(path)]
    assert bare == []


def test_the_map_is_fresh() -> None:
    assert code_map.TARGET.read_text("utf-8") == code_map.render(), "run `python3 dev.py map`"


def test_nothing_names_a_machine_or_a_registry() -> None:
    found = []
    for path in _files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a sound
        for number, line in enumerate(text.splitlines(), 1):
            if match := FOREIGN_ADDRESSES.search(line):
                found.append(f"{_where(path, number)}: {match.group()}")
    assert found == []


@pytest.mark.parametrize("address", ["https://" + "pypi" + ".org/simple", "/ho" + "me/jan/x", "/ro" + "ot/x"])
def test_addresses_are_recognised(address: str) -> None:
    assert FOREIGN_ADDRESSES.search(address)


# ---------------------------------------------------------------------------------------------- code


def _forbidden_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield calls that the linter cannot see, as they go through an object: (line, what)."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, owner = node.func.attr, ast.unparse(node.func.value)
        modal = name in {"exec", "exec_"} and not owner.endswith("drag")
        if modal or name in {"processEvents", "create_task", "ensure_future", "run_until_complete"}:
            yield node.lineno, f"{owner}.{name}()"


def test_no_nested_loop_and_no_task_without_an_owner() -> None:
    found = [
        f"{_where(path, line)}: {call}"
        for path in _python_files(PACKAGE)
        if path != STARTER_OF_TASKS
        for line, call in _forbidden_calls(ast.parse(path.read_text("utf-8")))
        # The doors of the process: each runs its loop once, from outside of any loop. The window's first frame has one
        # of its own, before there is another.
        if not (path.is_relative_to(PACKAGE / "app") and call.endswith(("run_until_complete()", "waiting.exec()")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source, expected",
    [
        ("dialog.exec()", ["dialog.exec()"]),
        ("self._loop.create_task(f())", ["self._loop.create_task()"]),
        ("QApplication.instance().processEvents()", ["QApplication.instance().processEvents()"]),
        ("drag.exec(Qt.DropAction.CopyAction)", []),
        ("scope.start(f())", []),
    ],
)
def test_forbidden_calls_are_recognised(source: str, expected: list[str]) -> None:
    assert [call for _, call in _forbidden_calls(ast.parse(source))] == expected


def _imports_of_the_rest(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield imports of the server's other modules, as seen from its store: (line, module)."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        prefix = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        for module in (prefix + alias.name for alias in node.names):
            if f"{module}.".startswith("operator_console.server.") and not f"{module}.".startswith(
                "operator_console.server.store."
            ):
                yield node.lineno, module


def test_the_store_lies_below_the_rest_of_the_server() -> None:
    """A rule here and not an import contract, which would have to list every other module of the server."""
    found = [
        f"{_where(path, line)}: {module}"
        for path in _python_files(STORE)
        for line, module in _imports_of_the_rest(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source, expected",
    [
        ("from operator_console.server.routes import Routes", ["operator_console.server.routes.Routes"]),
        ("from operator_console.server import routes", ["operator_console.server.routes"]),
        ("import operator_console.server", ["operator_console.server"]),
        ("from operator_console.server.store import tables", []),
        ("from operator_console.server.store.tables import metadata", []),
        ("from operator_console.domain.ids import AgentId", []),
    ],
)
def test_imports_of_the_rest_are_recognised(source: str, expected: list[str]) -> None:
    assert [module for _, module in _imports_of_the_rest(ast.parse(source))] == expected


def test_every_ignored_type_error_has_a_reason() -> None:
    bare = re.compile(r"#\s*type:\s*ignore(\[[^\]]*\])?\s*$")
    found = [
        _where(path, number)
        for path in _python_files(PACKAGE)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert found == []


CONNECTING = {"connect", "addAction", "singleShot", "callOnTimeout"}
GARBAGE = PACKAGE / "ui" / "kit" / "garbage.py"


def _closures_over_self(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield slots that keep `self` alive from within whatever emits: (line, what)."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        inner = {
            node.name: node
            for node in ast.walk(function)
            if node is not function and isinstance(node, ast.FunctionDef) and "self" in _names(node)
        }
        for node in ast.walk(function):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in CONNECTING:
                continue
            for slot in node.args:
                partial = isinstance(slot, ast.Call) and ast.unparse(slot.func) in {"partial", "functools.partial"}
                nested = isinstance(slot, ast.Name) and slot.id in inner
                if ((isinstance(slot, ast.Lambda) or partial) and "self" in _names(slot)) or nested:
                    yield node.lineno, ast.unparse(slot)


def _names(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_no_slot_keeps_its_owner_alive() -> None:
    """A lambda over `self` in a child's signal can destroy that child twice (the reason is in ui.kit.calls)."""
    found = {
        f"{_where(path, line)}: {slot}"
        for room in ("ui", "app")
        for path in _python_files(PACKAGE / room)
        for line, slot in _closures_over_self(ast.parse(path.read_text("utf-8")))
    }
    assert sorted(found) == [], "connect a bound method, or `call(self.method, value)` of ui.kit.calls"


@pytest.mark.parametrize(
    "source, expected",
    [
        ("button.clicked.connect(lambda: self.go(3))", ["lambda: self.go(3)"]),
        ("button.clicked.connect(lambda _on, n=3: self.gone.emit(n))", ["lambda _on, n=3: self.gone.emit(n)"]),
        ("button.clicked.connect(partial(self.go, 3))", ["partial(self.go, 3)"]),
        ("menu.addAction('Go', lambda: self.go())", ["lambda: self.go()"]),
        ("def slot():\n        self.go()\n    button.clicked.connect(slot)", ["slot"]),
        ("button.clicked.connect(self.go)", []),
        ("button.clicked.connect(call(self.go, 3))", []),
        ("button.clicked.connect(lambda: handler())", []),
    ],
)
def test_closures_over_self_are_recognised(source: str, expected: list[str]) -> None:
    tree = ast.parse(f"def build(self):\n    {source}\n")
    assert [slot for _, slot in _closures_over_self(tree)] == expected


def test_garbage_is_collected_in_one_place() -> None:
    """In any other place it may happen in any other thread, and end Qt objects there (ui.kit.garbage)."""
    found = [
        f"{_where(path, number)}: {line.strip()}"
        for folder in (PACKAGE, ROOT / "tests")
        for path in _python_files(folder)
        if path not in {GARBAGE, Path(__file__)} and not path.is_relative_to(PACKAGE / "server")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"\bgc\.enable\(", line) or (folder == PACKAGE and re.search(r"\bgc\.(collect|freeze)\(", line))
    ]
    assert found == []


MARKUP = re.compile(
    r"\b(setHtml|insertHtml|appendHtml|setMarkdown|insertMarkdown|QStaticText|RichText|QTextDocument\()"
)
MAY_RENDER = {"ui/kit/article_body.py", "ui/preferences/shortcut_sheet.py", "ui/reports/export.py"}


def test_markup_is_rendered_in_two_places_only() -> None:
    """Articles, from our own escaped HTML and without resources, and our own sheet of keys for paper.

    A report for paper is a document too, but written as plain text.
    """
    found = [
        f"{_where(path, number)}: {line.strip()}"
        for path in _python_files(PACKAGE)
        if path.relative_to(PACKAGE).as_posix() not in MAY_RENDER
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if MARKUP.search(line)
    ]
    assert found == []


def test_programs_are_started_through_one_door() -> None:
    """`ui.kit.opening` looks at the address first."""
    found = [
        _where(path, number)
        for path in _python_files(PACKAGE / "ui")
        if path != PACKAGE / "ui" / "kit" / "opening.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"QDesktopServices|startDetached|QProcess|webbrowser", line)
    ]
    assert [place for place in found if "ui/kit/sounds.py" not in place] == []


# ------------------------------------------------------------------------------------------ Qt names


def _qt_classes() -> Iterator[type]:
    """Yield every class of ours that derives from one of Qt's."""
    seen = set()
    for room in ("ui", "app"):
        package = importlib.import_module(f"operator_console.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for cls in vars(module).values():
                ours = isinstance(cls, type) and cls.__module__ == found.name and cls not in seen
                if ours and _qt_bases(cls):
                    seen.add(cls)
                    yield cls


def _qt_bases(cls: type) -> list[type]:
    return [base for base in cls.__mro__ if base.__module__.startswith("PySide6.")]


def _shadows(cls: type) -> Iterator[str]:
    """Yield names of the class that hide something of Qt without being an override meant for Qt."""
    bases = _qt_bases(cls)
    if any(base.__name__ == "QAccessibleInterface" for base in bases):
        return  # its one-word functions (`text`, `role`, `rect` ...) are there to be overridden
    own = {name: value for name, value in vars(cls).items() if not name.startswith("__")}
    own.pop("staticMetaObject", None)
    for name, value in own.items():
        if any(hasattr(base, name) for base in bases):
            meant = name in ONE_WORD_OVERRIDES or re.search("[a-z][A-Z]", name)
            if not (meant and isinstance(value, FunctionType)):
                yield f"{cls.__module__}.{cls.__qualname__}.{name} hides Qt's"
        elif isinstance(value, FunctionType) and re.match("_*[a-z]+[A-Z]", name):
            yield f"{cls.__module__}.{cls.__qualname__}.{name} looks like Qt's, but Qt does not know it"
    for name in sorted(_assigned_to_self(cls)):
        if any(hasattr(base, name) for base in bases):
            yield f"{cls.__module__}.{cls.__qualname__}: self.{name} hides Qt's"


def _assigned_to_self(cls: type) -> set[str]:
    tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    }


def test_no_name_hides_one_of_qt() -> None:
    assert [shadow for cls in _qt_classes() for shadow in _shadows(cls)] == []


def test_shadows_are_recognised() -> None:
    from PySide6.QtCore import Signal
    from PySide6.QtWidgets import QLineEdit

    class Field(QLineEdit):
        selected = Signal(str)
        textChanged = Signal(str)

        def __init__(self) -> None:
            super().__init__()
            self.style = "plain"  # type: ignore[assignment, method-assign]  # the fault to find
            self._limit = 3

        def text(self) -> str:
            return ""

        def event(self, event: object) -> bool:
            return False

        def sizeHint(self) -> None:  # type: ignore[override]  # only the name matters here
            return None

        def showNothing(self) -> None:
            return None

    found = [shadow.split("Field", 1)[1] for shadow in _shadows(Field)]
    assert found == [
        ".textChanged hides Qt's",
        ".text hides Qt's",
        ".showNothing looks like Qt's, but Qt does not know it",
        ": self.style hides Qt's",
    ]
