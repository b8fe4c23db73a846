"""The files of an import out of a folder, a ZIP or one file: bounded, in the order of their names, faults as values."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from operator_console.knowledge.article_files import ArticleFileProblem
from operator_console.knowledge.pictures import ENDINGS

MAX_FILES = 50_000
MAX_PAGE_BYTES = 2_000_000
MAX_PICTURE_BYTES = 10 * 1024 * 1024
MAX_TABLE_BYTES = 256 * 1024 * 1024
MAX_ALL_BYTES = 1024 * 1024 * 1024
TABLES = frozenset({"csv", "tsv", "json", "jsonl", "ndjson"})
PAGES = frozenset({"md", "markdown", "html", "htm"})
_UNSEEN = frozenset({"__MACOSX", ".git", ".DS_Store", "Thumbs.db", "node_modules"})


class ImportFile(Struct, frozen=True):
    """One file: its path with slashes below what was imported, its lower-case ending, its content."""

    name: str
    ending: str
    content: bytes


def read_files(name: str, content: bytes | Path) -> Iterator[ImportFile | ArticleFileProblem]:
    """Yield the files in a folder, in a ZIP, or the one file, or why one of them was left out.

    Args:
        name: Of the file, when `content` is its bytes.
    """
    if isinstance(content, Path) and content.is_dir():
        yield from _bounded(_of_folder(content))
        return
    ending = _ending(name)
    try:
        raw = content if isinstance(content, bytes) else _read_path(content, MAX_TABLE_BYTES)
    except OSError as error:
        yield ArticleFileProblem(name, 1, "unreadable", error.strerror or "")
        return
    if raw is None:
        yield ArticleFileProblem(name, 1, "too_large")
    elif ending == "zip":
        yield from _bounded(_of_zip(name, raw))
    else:
        yield ImportFile(PurePosixPath(name.replace("\\", "/")).name, ending, raw)


def _bounded(
    files: Iterator[ImportFile | ArticleFileProblem],
) -> Iterator[ImportFile | ArticleFileProblem]:
    total = 0
    for number, file in enumerate(files):
        total += len(file.content) if isinstance(file, ImportFile) else 0
        if number >= MAX_FILES or total > MAX_ALL_BYTES:
            last = file.name if isinstance(file, ImportFile) else file.file_name
            yield ArticleFileProblem(last, 1, "too_many")
            return
        yield file


def _of_folder(folder: Path) -> Iterator[ImportFile | ArticleFileProblem]:
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if _is_unseen(name) or path.is_dir():
            continue
        limit = _limit(_ending(name))
        if limit is None:
            yield ArticleFileProblem(name, 1, "unknown_kind")
        elif not path.resolve().is_relative_to(root) or not path.is_file():
            yield ArticleFileProblem(name, 1, "bad_path")
        else:
            try:
                raw = _read_path(path, limit)
            except OSError as error:
                yield ArticleFileProblem(name, 1, "unreadable", error.strerror or "")
                continue
            yield ArticleFileProblem(name, 1, "too_large") if raw is None else ImportFile(name, _ending(name), raw)


def _of_zip(name: str, raw: bytes) -> Iterator[ImportFile | ArticleFileProblem]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        yield ArticleFileProblem(name, 1, "unreadable", "zip")
        return
    with archive:
        infos = archive.infolist()
        for info in sorted(infos[:MAX_FILES], key=lambda each: each.filename):
            inside = info.filename.replace("\\", "/")
            if not info.is_dir() and not _is_unseen(inside):
                yield _of_member(archive, info, inside)
        if len(infos) > MAX_FILES:
            yield ArticleFileProblem(name, 1, "too_many")


def _of_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> ImportFile | ArticleFileProblem:
    """Read one member; what it says of its own size is not believed."""
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or ":" in name or "\x00" in name:
        return ArticleFileProblem(name, 1, "bad_path")
    limit = _limit(_ending(name))
    if limit is None:
        return ArticleFileProblem(name, 1, "unknown_kind")
    if info.flag_bits & 1:
        return ArticleFileProblem(name, 1, "encrypted")
    if info.file_size > limit:
        return ArticleFileProblem(name, 1, "too_large")
    try:
        with archive.open(info) as member:
            raw = member.read(limit + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        return ArticleFileProblem(name, 1, "unreadable", "zip")
    return ArticleFileProblem(name, 1, "too_large") if len(raw) > limit else ImportFile(name, _ending(name), raw)


def _read_path(path: Path, limit: int) -> bytes | None:
    with path.open("rb") as file:
        raw = file.read(limit + 1)
    return None if len(raw) > limit else raw


def _limit(ending: str) -> int | None:
    if ending in PAGES:
        return MAX_PAGE_BYTES
    if ending in ENDINGS:
        return MAX_PICTURE_BYTES
    return MAX_TABLE_BYTES if ending in TABLES else None


def _ending(name: str) -> str:
    return name.rpartition(".")[2].casefold() if "." in name else ""


def _is_unseen(name: str) -> bool:
    return any(part in _UNSEEN for part in name.split("/"))
