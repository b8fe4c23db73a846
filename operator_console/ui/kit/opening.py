"""The one door through which anything outside is started: a link the agent clicked; knows no screen."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from operator_console.domain.links import is_safe_url, shown_host


def open_link(url: str) -> bool:
    """Open a web, mail or telephone address in the program the system has for it; False when it is no such address.

    The address must also mean to Qt what it means to us: one whose host reads differently there (a backslash, escaped
    letters, look-alikes under another encoding) is not the one the agent was shown.
    """
    if not is_safe_url(url):
        return False
    target = QUrl(url, QUrl.ParsingMode.StrictMode)
    if not target.isValid() or _host(target) != shown_host(url).lower():
        return False
    QDesktopServices.openUrl(target)
    return True


def _host(target: QUrl) -> str:
    return target.host(QUrl.ComponentFormattingOption.FullyEncoded).lower()
