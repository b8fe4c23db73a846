"""Hears from the operating system that the network has changed; knows no connection. Imported after the first paint."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QNetworkInformation

TOGETHER_MS = 300
"""One change of network comes as several signals."""


class NetworkWatch(QObject):
    """Listens to NetworkManager, GLib, Windows or macOS, whatever Qt finds; where there is none it stays silent.

    Signals:
        changed: Another network, the network is gone, or it is back: look at the connection now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._together = QTimer(self)
        self._together.setSingleShot(True)
        self._together.setInterval(TOGETHER_MS)
        self._together.timeout.connect(self.changed)
        self._information = QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None
        if self._information is not None:
            self._information.reachabilityChanged.connect(self._on_change)
            self._information.transportMediumChanged.connect(self._on_change)

    @property
    def hears(self) -> bool:
        """Tell whether this machine has somebody to listen to."""
        return self._information is not None

    def _on_change(self) -> None:
        self._together.start()
