"""Why there is no connection, in a word that people can be told: names, certificates, proxies; does no I/O."""

import ssl
from enum import StrEnum


class LinkTrouble(StrEnum):
    """What stands between this machine and the server."""

    NAME = "name"
    """The server's name cannot be resolved."""
    SILENT = "silent"
    """Nobody answers there, or nothing in time."""
    EXPIRED = "expired"
    """The certificate is not valid now; this machine's clock may be wrong as well."""
    UNTRUSTED = "untrusted"
    """Signed by itself, or by an authority that this machine does not trust."""
    WRONG_HOST = "wrong_host"
    """The certificate is another server's."""
    PROXY = "proxy"
    PROXY_SIGN_IN = "proxy_sign_in"
    """The proxy wants a name and a password (407)."""
    PORTAL = "portal"
    """Something else answers: a page for signing in to a network, or another program."""
    SENSELESS = "senseless"
    """The server says what no server says."""
    BEHIND = "behind"
    """The server answers, but does not bring what was missed."""


PROXY_SIGN_IN = 407
_LATER = frozenset({408, 425, 429})
_CERTIFICATE = {
    9: LinkTrouble.EXPIRED,
    10: LinkTrouble.EXPIRED,
    62: LinkTrouble.WRONG_HOST,
    64: LinkTrouble.WRONG_HOST,
}
"""By the result of OpenSSL's verification (X509_V_ERR_*): not valid yet or any more, another name or address."""


class RedirectRefused(Exception):
    """The server wanted the connection to go elsewhere; what is said there must not go to strangers."""


def trouble_of(error: BaseException) -> LinkTrouble:
    """Return the trouble behind an error of aiohttp, of TLS or of the system."""
    import aiohttp

    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return trouble_of(error.certificate_error)
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATE.get(error.verify_code, LinkTrouble.UNTRUSTED)
    if isinstance(error, aiohttp.ClientProxyConnectionError | aiohttp.ClientHttpProxyError):
        return LinkTrouble.PROXY_SIGN_IN if getattr(error, "status", 0) == PROXY_SIGN_IN else LinkTrouble.PROXY
    if isinstance(error, aiohttp.WSServerHandshakeError):
        return LinkTrouble.SILENT if error.status in _LATER or error.status >= 500 else LinkTrouble.PORTAL
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return LinkTrouble.NAME
    elsewhere = (RedirectRefused, aiohttp.ClientResponseError, aiohttp.ClientSSLError, aiohttp.InvalidURL)
    return LinkTrouble.PORTAL if isinstance(error, elsewhere) else LinkTrouble.SILENT
