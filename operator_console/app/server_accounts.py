"""The ``server user`` and ``server audit`` commands for accounts that exist; knows no window."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from operator_console.domain.people import Role

if TYPE_CHECKING:
    from operator_console.server.store.audit import AuditLine

Administer = Callable[[argparse.Namespace, Callable[[Any], str]], int]
Finish = Callable[[argparse.ArgumentParser, Callable[[argparse.Namespace], int]], None]


def register_users(
    users: "argparse._SubParsersAction[argparse.ArgumentParser]", finish: Finish, run: Administer
) -> None:
    """Add the commands for accounts; `run` opens the database and hands it to the command."""
    listed = users.add_parser("list", help="show all accounts")
    finish(listed, lambda arguments: run(arguments, _list))
    role = users.add_parser("role", help="give an account another role; a running server acts on it within a second")
    role.add_argument("account")
    role.add_argument("role", choices=[role.value for role in Role])
    finish(role, lambda arguments: run(arguments, lambda administration: _role(administration, arguments)))
    password = users.add_parser("password", help="give an account another password and sign its devices out")
    password.add_argument("account")
    password.add_argument("--password-stdin", action="store_true", help="read the password's line from standard input")
    finish(password, lambda arguments: _password(arguments, run))
    sign_out = users.add_parser("sign-out", help="sign all devices of an account out")
    sign_out.add_argument("account")
    finish(sign_out, lambda arguments: run(arguments, lambda administration: _sign_out(administration, arguments)))
    disable = users.add_parser("disable", help="let an account in no more, and sign its devices out")
    disable.add_argument("account")
    finish(disable, lambda arguments: run(arguments, lambda administration: _disable(administration, arguments)))


def register_audit(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", finish: Finish, run: Administer
) -> None:
    """Add the command that reads the audit log."""
    audit = commands.add_parser("audit", help="read the audit log: who did what, and who was refused")
    audit.add_argument("--since", type=_moment, help="date or time such as 2026-11-03 or 2026-11-03T14:00+01:00")
    audit.add_argument("--until", type=_moment)
    audit.add_argument("--actor", help="id of an agent or a visitor, or 'command line'")
    audit.add_argument("--action", help="such as sign_in, device_revoked, role_changed, read_conversation")
    audit.add_argument("--object", help="id of what it was done to")
    audit.add_argument("--result", help="the beginning of the result, such as 'refused'")
    audit.add_argument("--limit", type=int, default=200, help="the newest so many (200)")
    audit.add_argument("--json", action="store_true", help="one JSON object a line")
    finish(audit, lambda arguments: run(arguments, lambda administration: _audit(administration, arguments)))


def _list(administration: Any) -> str:  # noqa: ANN401 - administration loads SQLAlchemy, only when it is used
    agents = administration.accounts.agents()
    return "\n".join(f"{each.account}\t{each.role}\t{', '.join(each.departments)}\t{each.name}" for each in agents)


def _role(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - see _list
    agent = administration.accounts.change_role(arguments.account, Role(arguments.role))
    return f"{agent.account} is {agent.role} now"


def _password(arguments: argparse.Namespace, run: Administer) -> int:
    import getpass

    password = sys.stdin.readline().rstrip("\n") if arguments.password_stdin else getpass.getpass()

    def change(administration: Any) -> str:  # noqa: ANN401 - see _list
        agent = administration.accounts.change_password(arguments.account, password)
        return f"{agent.account} has another password, and is signed out everywhere"

    return run(arguments, change)


def _sign_out(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - see _list
    return f"{administration.accounts.sign_out(arguments.account)} devices signed out"


def _disable(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - see _list
    return f"{administration.accounts.disable(arguments.account).account} cannot sign in any more"


def _audit(administration: Any, arguments: argparse.Namespace) -> str:  # noqa: ANN401 - see _list
    from operator_console.server.store.audit import AuditQuery

    names = ("since", "until", "actor", "action", "object", "result", "limit")
    lines = administration.accounts.audit(AuditQuery(**{name: getattr(arguments, name) for name in names}))
    return "\n".join(_as_json(line) if arguments.json else _as_text(line) for line in lines)


def _as_json(line: "AuditLine") -> str:
    import msgspec

    return msgspec.json.encode(line).decode()


def _as_text(line: "AuditLine") -> str:
    at = line.at.isoformat(timespec="seconds")
    parts = (at, line.actor or "-", line.action, line.object or "-", line.result or "-", line.address)
    return "\t".join(part.replace("\t", " ").replace("\n", " ") for part in parts).rstrip()


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.astimezone()
