"""All settings of a site as one file, out and in, and what a file would change; pure, reads and writes no disk."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct, structs

from operator_console.domain.people import Site
from operator_console.domain.site_checks import Wrong, cleaned_settings, cleaned_site, settings_faults, site_faults
from operator_console.domain.site_settings import MAX_SETTINGS_BYTES, SiteSettings

FORMAT = "operator-console-site"
VERSION = 1
MAX_FILE_BYTES = MAX_SETTINGS_BYTES
KEPT = ("id", "department_id")
"""What a site keeps whatever a file says: a file of one site may be taken over by another."""
NOT_COMPARED = frozenset({"id", "department_id", "site_id", "version"})


class NotASiteFile(Exception):
    """The file cannot be taken over.

    Attributes:
        newer: It was written by a newer version.
        detail: What could not be understood, for people who made the file by hand.
    """

    def __init__(self, detail: str = "", *, newer: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.newer = newer


class SiteFile(Struct, frozen=True, kw_only=True):
    """A file; it holds no secrets: no identity key, no token, no person."""

    format: str = FORMAT
    version: int = VERSION
    site: Site
    settings: SiteSettings


class Change(Struct, frozen=True):
    """One value that would be another one; `field` is a dotted path as in `site_checks.Wrong`."""

    field: str
    before: object
    after: object


class _Head(Struct):
    format: str = ""
    version: int = 0


def write_file(site: Site, settings: SiteSettings) -> bytes:
    """Return a site with its settings as the text of a file."""
    content = SiteFile(site=site, settings=structs.replace(settings, version=0))
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def read_file(content: bytes) -> SiteFile:
    """Return what a file says, cleaned and checked.

    Raises:
        NotASiteFile: It is something else, of a newer version, or says what no site may be.
    """
    if len(content) > MAX_FILE_BYTES:
        raise NotASiteFile("too large")
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        head = msgspec.json.decode(content, type=_Head)
        if head.format != FORMAT:
            raise NotASiteFile("another kind of file")
        if head.version > VERSION:
            raise NotASiteFile(f"version {head.version}", newer=True)
        found = msgspec.json.decode(content, type=SiteFile)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise NotASiteFile(str(error)[:200]) from error
    site, settings = cleaned_site(found.site), cleaned_settings(found.settings)
    faults: tuple[Wrong, ...] = (*site_faults(site), *settings_faults(settings))
    if faults:
        raise NotASiteFile(", ".join(f"{wrong.field}: {wrong.fault}" for wrong in faults[:5]))
    return structs.replace(found, site=site, settings=settings)


def taken_over(file: SiteFile, site: Site, settings: SiteSettings) -> tuple[Site, SiteSettings]:
    """Return a site with its settings as a file would make them; who it is and where it belongs stay."""
    kept = {name: getattr(site, name) for name in KEPT}
    return (
        structs.replace(file.site, **kept),
        structs.replace(file.settings, site_id=site.id, version=settings.version),
    )


def changes(before: object, after: object) -> tuple[Change, ...]:
    """Return what differs between two values of one kind (sites, or settings), by field; lists are one value."""
    return tuple(_changes("", before, after))


def merged(base: Any, mine: Any, theirs: Any) -> Any:  # noqa: ANN401 - three values of one kind, and one more
    """Return `theirs` with everything that I changed since `base`; what both changed is mine.

    Fields of structs and entries of mappings are looked at one by one; everything else is one value.
    """
    if mine == base:
        return theirs
    if isinstance(theirs, Struct) and type(base) is type(mine) is type(theirs):
        names = theirs.__struct_fields__
        values = {name: merged(getattr(base, name), getattr(mine, name), getattr(theirs, name)) for name in names}
        return type(theirs)(**values)
    if all(isinstance(each, dict) for each in (base, mine, theirs)):
        found = {key: merged(base.get(key), mine.get(key), theirs.get(key)) for key in {**theirs, **mine}}
        return {key: value for key, value in found.items() if value is not None}
    return mine


def _changes(at: str, before: object, after: object) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, Struct) and isinstance(after, Struct) and type(before) is type(after):
        for name in before.__struct_fields__:
            if at or name not in NOT_COMPARED:
                yield from _changes(f"{at}.{name}".lstrip("."), getattr(before, name), getattr(after, name))
    elif isinstance(before, Mapping) and isinstance(after, Mapping) and at == "texts":
        for key in dict.fromkeys((*before, *after)):
            yield from _changes(f"{at}.{key}", before.get(key), after.get(key))
    else:
        yield Change(at, before, after)
