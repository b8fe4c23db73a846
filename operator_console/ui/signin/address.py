"""Understands what people write as a server's address; asks no network."""

import re
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)


class AddressProblem(StrEnum):
    """Why an address cannot be used."""

    EMPTY = "empty"
    MALFORMED = "malformed"
    NOT_ENCRYPTED = "not_encrypted"


def server_address(text: str) -> str | AddressProblem:
    """Return a complete address without trailing slash, or what is wrong.

    ``chat.example`` means https; this machine itself (localhost, 127.0.0.1, ::1) means http. Plain http to any other
    machine is refused, as a password would travel readable.
    """
    text = text.strip()
    if not text:
        return AddressProblem.EMPTY
    scheme, found, rest = text.partition("://")
    if not found:
        scheme, rest = "", text
    try:
        parts = urlsplit(f"//{rest}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return AddressProblem.MALFORMED
    if scheme.lower() not in {"", "http", "https"} or not _is_host(host) or parts.username or parts.query:
        return AddressProblem.MALFORMED
    local = _is_this_machine(host)
    scheme = scheme.lower() or ("http" if local else "https")
    if scheme == "http" and not local:
        return AddressProblem.NOT_ENCRYPTED
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def _is_host(host: str) -> bool:
    try:
        ip_address(host)
        return True
    except ValueError:
        pass
    try:
        return bool(_HOST.fullmatch(host.encode("idna").decode()))
    except UnicodeError:
        return False


def _is_this_machine(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
