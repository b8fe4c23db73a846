"""The server's options, each declared once with type and default, read from a TOML file and the environment."""

import os
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from platformdirs import user_data_path

from operator_console.domain.contact import is_mail_address

PREFIX = "OPERATOR_CONSOLE_"
DEFAULT_PORT = 8750
LOOPBACK = "127.0.0.1"


class SmtpSecurity(StrEnum):
    """How the way to the mail server is encrypted."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


_SECRETS = frozenset({"smtp_password", "metrics_token", "database_url"})


class ConfigUnusable(Exception):
    """The configuration cannot be read; the text names the option."""


def default_data_dir() -> Path:
    """Return where the server keeps its data when nobody says otherwise."""
    return user_data_path("operator-console", appauthor=False) / "server"


class ServerConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All options. In TOML as top-level keys, in the environment as ``OPERATOR_CONSOLE_<NAME>``.

    Attributes:
        port: 0 for any free one; None for 8750 or, when that is taken, the next free one.
        database_url: SQLAlchemy address; None for a SQLite file in the data directory.
        public_url: Address under which browsers reach the server, when it is behind a proxy.
        trusted_proxies: Addresses whose ``X-Forwarded-For`` counts.
        visitor_gone_s: A visitor without any connection for this long is gone.
        offer_grace_s: After a start no offer moves on for this long, and nobody is taken for not reacting.
        access_token_s: Life of an access token.
        refresh_token_s: A sign-in that is not used for this long is over.
        session_s: A sign-in is over after this long, however much it is used.
        sign_in_failures: Wrong passwords for one account from one address before the waits begin.
        stop_retry_after_s: When clients may come back after a server has said goodbye.
        stop_spread_s: Over how long after that they are spread at most, when there are many.
        new_visitors_per_minute: Browsers without a known bearer from one address (or IPv6 network of 64 bits) in the
            long run, ten times as many at once; 0 for no limit.
        metrics_token: Who bears it may read ``/metrics``; without one, only callers on this machine may.
        smtp_host: The mail server through which transcripts and notes go; without one nothing is sent by e-mail.
        smtp_user, smtp_password: For mail servers that want a sign-in; the password is best given by the environment.
        smtp_security: How the way to the mail server is encrypted: ``starttls`` (587), ``tls`` from the first byte
            (465), or ``none``, which only a mail server on this machine may have.
        mail_from: The address that mails come from.
        max_frames_per_s: Frames per second of one connection in the long run; ten times as many at once.
    """

    host: str = LOOPBACK
    port: int | None = None
    data_dir: Path = msgspec.field(default_factory=default_data_dir)
    database_url: str | None = None
    server_name: str = "Operator Console"
    public_url: str | None = None
    trusted_proxies: tuple[str, ...] = ()
    visitor_gone_s: float = 45.0
    offer_grace_s: float = 15.0
    heartbeat_s: float = 15.0
    hello_timeout_s: float = 30.0
    access_token_s: float = 900.0
    refresh_token_s: float = 30 * 86_400.0
    session_s: float = 90 * 86_400.0
    sign_in_failures: int = 5
    new_visitors_per_minute: float = 60.0
    max_frames_per_s: float = 100.0
    stop_retry_after_s: float = 2.0
    stop_spread_s: float = 30.0
    metrics_token: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: SmtpSecurity = SmtpSecurity.STARTTLS
    mail_from: str = ""
    log_level: str = "INFO"

    def __repr__(self) -> str:
        """Leave secrets out: a configuration may end up in a log."""
        shown = (f"{name}={getattr(self, name)!r}" for name in self.__struct_fields__ if name not in _SECRETS)
        return f"ServerConfig({', '.join(shown)})"

    @property
    def has_mail(self) -> bool:
        """Tell whether mail can be sent."""
        return bool(self.smtp_host and self.mail_from)

    @property
    def database(self) -> str:
        """Address of the database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'server.sqlite3'}"

    @property
    def is_shared_database(self) -> bool:
        """Tell whether other servers may write to the same database."""
        return not self.database.startswith("sqlite")

    @property
    def files(self) -> Path:
        """Folder of uploaded files."""
        return self.data_dir / "files"

    @property
    def arriving(self) -> Path:
        """Folder of files of which parts have come."""
        return self.data_dir / "arriving"

    @property
    def backups(self) -> Path:
        """Folder of the copies made before a migration."""
        return self.data_dir / "backups"


def read_config(
    file: Path | None, given: Mapping[str, object], environment: Mapping[str, str] = os.environ
) -> ServerConfig:
    """Return the configuration: `given` wins over the environment, that over the file, that over the defaults.

    Raises:
        ConfigUnusable: The file cannot be read, or an option is unknown or of the wrong type.
    """
    values: dict[str, Any] = {}
    if file is not None:
        try:
            values.update(tomllib.loads(file.read_text("utf-8")))
        except (OSError, ValueError) as error:
            msg = f"{file}: {error}"
            raise ConfigUnusable(msg) from error
    for name in ServerConfig.__struct_fields__:
        text = environment.get(PREFIX + name.upper())
        if text is not None:
            values[name] = text.split(",") if name == "trusted_proxies" else text
    values.update({name: value for name, value in given.items() if value is not None})
    try:
        config = msgspec.convert(values, ServerConfig, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise ConfigUnusable(str(error)) from error
    return _with_usable_mail(config)


def _with_usable_mail(config: ServerConfig) -> ServerConfig:
    """Refuse what would send nothing, or a password and visitors' words in the clear.

    Raises:
        ConfigUnusable: The options about mail do not go together.
    """
    if not config.smtp_host:
        return config
    if not is_mail_address(config.mail_from):
        msg = "smtp_host needs mail_from, an e-mail address"
        raise ConfigUnusable(msg)
    if config.smtp_security is SmtpSecurity.NONE and not _is_loopback(config.smtp_host):
        msg = "smtp_security none is only for a mail server on this machine"
        raise ConfigUnusable(msg)
    return config


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _path(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str | Path):
        return Path(value)
    msg = f"not a {kind.__name__}"
    raise ValueError(msg)
