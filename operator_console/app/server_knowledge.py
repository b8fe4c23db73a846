"""The ``server knowledge`` commands: articles in and out of the server's database; knows no window."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from operator_console.domain.ids import SiteId

Administer = Callable[[argparse.Namespace, Callable[[Any], str]], int]
Finish = Callable[[argparse.ArgumentParser, Callable[[argparse.Namespace], int]], None]
_FORMS = ("markdown", "html", "csv", "json")


def register_knowledge(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", finish: Finish, run: Administer
) -> None:
    """Add the commands; `run` opens the database and hands it to the command."""
    knowledge = commands.add_parser("knowledge", help="articles in and out").add_subparsers(required=True, metavar="")
    import_ = knowledge.add_parser(
        "import", help="add or change articles from a folder, a ZIP, Markdown, HTML, CSV, JSON or JSON lines"
    )
    import_.add_argument("source", type=Path)
    import_.add_argument("--site", help="of all articles; otherwise each must name its own")
    import_.add_argument("--language", default="nl", choices=["nl", "en"], help="of articles that do not name theirs")
    import_.add_argument("--draft", action="store_true", help="visitors do not read them yet")
    finish(import_, lambda arguments: run(arguments, lambda administration: _import(administration, arguments)))
    export = knowledge.add_parser("export", help="write a site's articles to a file that can be imported again")
    export.add_argument("target", type=Path)
    export.add_argument("--site", required=True)
    export.add_argument("--format", default="markdown", choices=_FORMS, help="markdown and html are ZIPs with pictures")
    finish(export, lambda arguments: run(arguments, lambda administration: _export(administration, arguments)))


def _import(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - see server_command
    if not arguments.source.exists():
        msg = f"{arguments.source} is not there"
        raise ValueError(msg)
    site_id = _known_site(administration, arguments.site) if arguments.site is not None else None
    brought = administration.articles.bring(arguments.source, site_id, arguments.language, draft=arguments.draft)
    for problem in brought.problems:
        print(f"{problem.file_name}:{problem.line}: {problem.reason} {problem.detail}".rstrip(), file=sys.stderr)
    done = brought.done
    return f"{done.added} added, {done.changed} changed, {done.same} the same, {brought.pictures} pictures"


def _export(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - see server_command
    from operator_console.knowledge.exporting import ExportForm

    site_id = _known_site(administration, arguments.site)
    content = administration.articles.take(site_id, ExportForm(arguments.format))
    with arguments.target.open("xb") as file:
        file.write(content)
    return f"written to {arguments.target}"


def _known_site(administration: Any, name: str) -> SiteId:  # noqa: ANN401 - see server_command
    if name not in administration.directory().sites:
        msg = f"no such site: {name}"
        raise ValueError(msg)
    return SiteId(name)
