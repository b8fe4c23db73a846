"""The ``server site export`` and ``server site import`` commands: all settings of a site as one file; no window."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from operator_console.domain.site_file import Change

Administer = Callable[[argparse.Namespace, Callable[[Any], str]], int]
Finish = Callable[[argparse.ArgumentParser, Callable[[argparse.Namespace], int]], None]


def register_site_files(
    sites: "argparse._SubParsersAction[argparse.ArgumentParser]", finish: Finish, run: Administer
) -> None:
    """Add ``site export`` and ``site import``."""
    out = sites.add_parser("export", help="write all settings of a site as JSON, without secrets")
    out.add_argument("site")
    out.add_argument("--file", type=Path, help="where to; standard output without it")
    finish(out, lambda arguments: run(arguments, lambda administration: _export(administration, arguments)))
    into = sites.add_parser("import", help="take all settings of a site over from such a file")
    into.add_argument("file", type=Path)
    into.add_argument("--site", help="the site that is to have them; the file's own without it")
    into.add_argument("--dry-run", action="store_true", help="only say what would change")
    finish(into, lambda arguments: run(arguments, lambda administration: _import(administration, arguments)))


def _export(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - administration loads SQLAlchemy, only when it is used
    from operator_console.domain.site_file import write_file
    from operator_console.server.administration import NotThere

    directory = administration.directory()
    site = directory.sites.get(arguments.site)
    if site is None:
        raise NotThere(arguments.site)
    content = write_file(site, directory.settings_of(site.id))
    if arguments.file is None:
        return content.decode().rstrip("\n")
    arguments.file.write_bytes(content)
    return f"written to {arguments.file}"


def _import(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - as above
    from operator_console.domain.site_file import MAX_FILE_BYTES, NotASiteFile, changes, read_file, taken_over
    from operator_console.server.administration import NotThere

    try:
        with arguments.file.open("rb") as opened:
            file = read_file(opened.read(MAX_FILE_BYTES + 1))
    except NotASiteFile as error:
        reason = "it was written by a newer version" if error.newer else f"it is no file of a site: {error.detail}"
        msg = f"{arguments.file} cannot be taken over: {reason}"
        raise ValueError(msg) from error
    directory = administration.directory()
    site = directory.sites.get(arguments.site or file.site.id)
    if site is None:
        raise NotThere(arguments.site or file.site.id)
    settings = directory.settings_of(site.id)
    new_site, new_settings = taken_over(file, site, settings)
    found = (*changes(site, new_site), *changes(settings, new_settings))
    for change in found:
        print(_line(change), file=sys.stderr)
    if not found:
        return f"{site.id}: nothing would change"
    if arguments.dry_run:
        return f"{site.id}: {len(found)} values would change"
    administration.ensure_site(new_site)
    administration.save_settings(new_settings)
    return f"{site.id}: {len(found)} values changed"


def _line(change: "Change") -> str:
    return f"{change.field}: {_short(change.before)} -> {_short(change.after)}"


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"
