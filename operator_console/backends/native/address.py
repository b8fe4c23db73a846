"""What a person types as a server's address, as addresses of the HTTP interface and the socket; does no I/O."""

import ipaddress
from urllib.parse import urlsplit, urlunsplit


def server_address(typed: str) -> str | None:
    """Return the server's base address without a trailing slash, or None when it is none.

    Without a scheme a machine's own address gets ``http`` and every other one ``https``.
    """
    typed = typed.strip()
    if not typed or any(char.isspace() for char in typed):
        return None
    try:
        if "://" not in typed:
            host = urlsplit(f"//{typed}").hostname or ""
            typed = f"{'http' if _is_own_machine(host) else 'https'}://{typed}"
        parts = urlsplit(typed)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port is None else f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), netloc, parts.path.rstrip("/"), "", ""))


def agent_socket(server: str) -> str:
    """Return the address of the agent gateway of a base address.

    The scheme stays http(s), which means the same to aiohttp, and for which systems name their proxies.
    """
    from operator_console.protocol.http import AGENT_SOCKET

    return server + AGENT_SOCKET


def _is_own_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
