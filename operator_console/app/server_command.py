"""The ``server`` command: the chat server itself and its administration; knows no window.

The window's command line passes here too: what only the server needs is imported where it is called.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from operator_console.app.server_accounts import register_audit, register_users
from operator_console.app.server_knowledge import register_knowledge
from operator_console.app.server_routing import register_site_set, register_user_set
from operator_console.app.server_sites import register_site_files
from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import Role, Routing, Site
from operator_console.domain.response_clock import ClockTargets

if TYPE_CHECKING:
    from operator_console.server.config import ServerConfig


UNUSABLE = 3
"""Exit status when the data cannot be used as it is: a supervisor should not start the server again and again."""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``server`` and its sub-commands; each sets ``handler``: arguments in, exit status out."""
    server = subparsers.add_parser("server", help="run the chat server, or administer it")
    _common(server)
    server.add_argument("--host", help="address to listen on (127.0.0.1)")
    server.add_argument("--port", type=int, help="port to listen on (8750 or the next free one)")
    server.add_argument("--demo-site", type=Path, help="folder of demo shops to serve")
    server.add_argument("--stop-with-input", action="store_true", help="stop gracefully when standard input closes")
    server.set_defaults(handler=_serve)
    commands = server.add_subparsers(title="administration", metavar="")
    _register_user(commands)
    _register_site(commands)
    register_knowledge(commands, _finish, _administer)
    register_audit(commands, _finish, _administer)
    figures = commands.add_parser("figures", help="the desk's figures").add_subparsers(required=True, metavar="")
    rebuild = figures.add_parser("rebuild", help="count everything anew; the server must not be running")
    _finish(rebuild, _rebuild_figures)
    backup = commands.add_parser("backup", help="write database and uploaded files to a new folder, also while it runs")
    backup.add_argument("target", type=Path)
    _finish(backup, _backup)
    restore = commands.add_parser("restore", help="put a backup in the place of the data, which is moved aside")
    restore.add_argument("source", type=Path)
    _finish(restore, _restore)


def _register_user(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    users = commands.add_parser("user", help="agents' accounts").add_subparsers(required=True, metavar="")
    add = users.add_parser("add", help="add an agent")
    add.add_argument("account")
    add.add_argument("--name", required=True, help="full name; visitors see the first word")
    add.add_argument("--department", action="append", default=[], help="may be given several times (all)")
    add.add_argument("--role", choices=[role.value for role in Role], default=Role.AGENT.value)
    add.add_argument("--password-stdin", action="store_true", help="read the password's line from standard input")
    _finish(add, _add_user)
    register_users(users, _finish, _administer)
    register_user_set(users, _finish, _administer)


def _register_site(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    sites = commands.add_parser("site", help="sites").add_subparsers(required=True, metavar="")
    add = sites.add_parser("add", help="add a site, with its department when that is new")
    add.add_argument("site")
    add.add_argument("--name", required=True)
    add.add_argument("--url", required=True, help="address of the site")
    add.add_argument("--origin", action="append", default=[], help="origin of its pages, such as https://shop.example")
    add.add_argument("--department", default="service")
    add.add_argument("--colour", default="#2f6fed")
    add.add_argument("--language", default="nl", choices=["nl", "en"])
    add.add_argument("--manual", action="store_true", help="agents accept from the queue themselves")
    add.add_argument("--no-typing-preview", action="store_true")
    add.add_argument("--own-help", action="store_true", help="the site shows the articles itself, at URL/help/KEY")
    add.add_argument("--currency", default="EUR", metavar="CODE", help="of sales, three letters (default: EUR)")
    add.add_argument("--target-s", type=float, default=ClockTargets().target_s)
    _finish(add, _add_site)
    register_site_set(sites, _finish, _administer)
    register_site_files(sites, _finish, _administer)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, default=argparse.SUPPRESS, help="TOML file with options")
    parser.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS, help="where the server keeps its data")


def _finish(parser: argparse.ArgumentParser, handler: Callable[[argparse.Namespace], int]) -> None:
    _common(parser)
    parser.set_defaults(handler=handler)


def _config(arguments: argparse.Namespace) -> "ServerConfig":
    from operator_console.server.config import read_config

    given = {name: getattr(arguments, name, None) for name in ("host", "port", "data_dir")}
    return read_config(getattr(arguments, "config", None), given)


def _fail(problem: object, status: int = 1) -> int:
    print(problem, file=sys.stderr)
    return status


def _serve(arguments: argparse.Namespace) -> int:
    import asyncio
    import json
    import signal

    from operator_console.app import paths
    from operator_console.app.stop_with_input import call_when_input_closes
    from operator_console.server.backup import FolderTaken
    from operator_console.server.config import ConfigUnusable
    from operator_console.server.logs import log_to_stderr
    from operator_console.server.run import PortTaken, ServerResources, run_server
    from operator_console.server.store.database import DatabaseUnusable

    try:
        config = _config(arguments)
    except ConfigUnusable as error:
        return _fail(error)
    log_to_stderr(config.log_level)
    resources = ServerResources(widget=paths.resources_dir() / "widget", demo_site=arguments.demo_site)

    def ready(address: str) -> None:
        print(json.dumps({"listening": address}), flush=True)
        _say_what_is_missing(config)
        if arguments.stop_with_input:
            call_when_input_closes(lambda: signal.raise_signal(signal.SIGINT))

    try:
        asyncio.run(run_server(config, resources, ready))
    except (DatabaseUnusable, FolderTaken) as error:
        return _fail(error, UNUSABLE)
    except (PortTaken, OSError) as error:
        return _fail(error)
    return 0


def _say_what_is_missing(config: "ServerConfig") -> None:
    """On a fresh database, say how to begin; nothing is made silently."""
    with _opened(config) as administration:
        directory = administration.directory()
    if not directory.sites:
        print("No site yet: operator-console server site add ID --name NAME --url URL --origin ORIGIN", file=sys.stderr)
    if not directory.agents:
        print("No account yet: operator-console server user add ACCOUNT --name NAME", file=sys.stderr)


def _opened(config: "ServerConfig") -> Any:  # noqa: ANN401 - administration loads SQLAlchemy, only when it is used
    from operator_console.server.administration import open_administration

    return open_administration(config)


def _administer(arguments: argparse.Namespace, change: Callable[[Any], str]) -> int:
    from operator_console.server.administration import AlreadyThere, NotThere
    from operator_console.server.config import ConfigUnusable
    from operator_console.server.store.account_changes import NoAccount
    from operator_console.server.store.database import DatabaseUnusable

    try:
        with _opened(_config(arguments)) as administration:
            print(change(administration))
    except AlreadyThere as error:
        return _fail(f"{error} exists already")
    except (NotThere, NoAccount) as error:
        return _fail(f"{error} does not exist")
    except DatabaseUnusable as error:
        return _fail(error, UNUSABLE)
    except (ConfigUnusable, ValueError, OSError) as error:
        return _fail(error)
    return 0


def _add_user(arguments: argparse.Namespace) -> int:
    import getpass

    from operator_console.server.administration import new_agent

    password = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else getpass.getpass()

    def change(administration: Any) -> str:  # noqa: ANN401 - see _opened
        known = administration.directory().departments
        wanted = tuple(DepartmentId(name) for name in arguments.department) or tuple(known)
        unknown = [name for name in wanted if name not in known]
        if unknown or not wanted:
            msg = f"no such department: {', '.join(unknown) or 'add a site first, it brings its department'}"
            raise ValueError(msg)
        agent = new_agent(arguments.account, arguments.name, wanted, Role(arguments.role))
        return f"added {administration.add_agent(agent, password).account}"

    return _administer(arguments, change)


def _add_site(arguments: argparse.Namespace) -> int:
    site = Site(
        id=SiteId(arguments.site),
        name=arguments.name,
        base_url=arguments.url.rstrip("/"),
        colour=arguments.colour,
        language=arguments.language,
        origins=tuple(arguments.origin),
        department_id=DepartmentId(arguments.department),
        targets=ClockTargets(target_s=arguments.target_s),
        routing=Routing.MANUAL if arguments.manual else Routing.AUTOMATIC,
        typing_preview=not arguments.no_typing_preview,
        own_help=arguments.own_help,
        currency=arguments.currency.upper(),
    )

    def change(administration: Any) -> str:  # noqa: ANN401 - see _opened
        if site.department_id not in administration.directory().departments:
            administration.add_department(site.department_id, site.department_id.title())
        return f"added {administration.add_site(site).id}"

    return _administer(arguments, change)


def _backup(arguments: argparse.Namespace) -> int:
    from operator_console.server.backup import back_up

    config = _known_config(arguments)
    if config is None:
        return 1

    def change(administration: Any) -> str:  # noqa: ANN401 - see _opened
        files = back_up(administration.database, config, arguments.target)
        return f"written to {arguments.target}: the database and {files} uploaded files"

    return _administer(arguments, change)


def _restore(arguments: argparse.Namespace) -> int:
    from operator_console.server.backup import FolderTaken, restore
    from operator_console.server.store.database import DatabaseUnusable

    config = _known_config(arguments)
    if config is None:
        return 1
    try:
        done = restore(config, arguments.source)
    except FolderTaken as error:
        return _fail(f"{error}: stop it first", UNUSABLE)
    except DatabaseUnusable as error:
        return _fail(error, UNUSABLE)
    except OSError as error:
        return _fail(f"{error}; the data is as it was")
    files = "uploaded files stay as they are" if done.files is None else f"{done.files} uploaded files"
    aside = f"; what was there before is in {done.set_aside}" if done.set_aside else ""
    print(f"restored from {arguments.source}: the database, {files}{aside}")
    print(
        "Agents sign in again where the backup does not know their latest sign-in; every client reads its chats anew."
    )
    return 0


def _rebuild_figures(arguments: argparse.Namespace) -> int:
    from operator_console.server.backup import FolderTaken
    from operator_console.server.figure_administration import recount
    from operator_console.server.store.database import DatabaseUnusable

    config = _known_config(arguments)
    if config is None:
        return 1
    try:
        chats = recount(config)
    except FolderTaken as error:
        return _fail(f"{error}: stop it first", UNUSABLE)
    except (DatabaseUnusable, OSError) as error:
        return _fail(error, UNUSABLE)
    print(f"counted anew: {chats} chats")
    return 0


def _known_config(arguments: argparse.Namespace) -> "ServerConfig | None":
    from operator_console.server.config import ConfigUnusable

    try:
        return _config(arguments)
    except ConfigUnusable as error:
        _fail(error)
        return None
