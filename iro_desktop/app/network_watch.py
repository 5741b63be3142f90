"""Tells when a network appears, where the system can tell; elsewhere nothing: trying again finds it too."""

from PySide6.QtCore import QObject, Signal


class NetworkWatch(QObject):
    """Loads Qt's network library only when made: a laptop that belongs to no office never does."""

    appeared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QNetworkInformation

        self._online = QNetworkInformation.Reachability.Online
        if not QNetworkInformation.loadDefaultBackend():
            return
        found = QNetworkInformation.instance()
        if found is not None:
            found.reachabilityChanged.connect(self.moved)

    def moved(self, reachability: object) -> None:
        """Take how far the system reaches now."""
        if reachability == self._online:
            self.appeared.emit()
