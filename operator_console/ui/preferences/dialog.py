"""The preferences: sections at the left, one page at the right, built when it is first looked at."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from operator_console.domain.people import Site
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.knowledge_ports import KnowledgeDoor
from operator_console.ui.ports import DevicesDoor, PresenceDoor
from operator_console.ui.preferences.alerts_page import AlertsPage
from operator_console.ui.preferences.devices_page import DevicesPage
from operator_console.ui.preferences.keys_page import KeysPage
from operator_console.ui.preferences.knowledge_page import KnowledgePage
from operator_console.ui.preferences.look_page import LookPage
from operator_console.ui.preferences.presence_page import PresencePage
from operator_console.ui.preferences.targets_page import TargetsPage
from operator_console.ui.preferences.writing_page import WritingPage

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class PreferencesDialog(SheetDialog):
    """Language and theme, alerts, keys, targets to read, devices signed in, writing, knowledge, and presence.

    Signals:
        shortcuts_requested: The sheet of all keys is wanted.
    """

    shortcuts_requested = Signal()

    def __init__(
        self,
        context: "UiContext",
        sites: tuple[Site, ...],
        devices: DevicesDoor,
        presence: PresenceDoor,
        knowledge: KnowledgeDoor,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("Preferences")
        super().__init__(context, title, parent, width_px=760)
        self._sites = sites
        self._devices = devices
        self._presence = presence
        self._list = QListWidget(self)
        self._list.setObjectName("sections")
        self._list.setAccessibleName(self.tr("Sections"))
        self._list.setFixedWidth(168)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget(self)
        self._icons: list[str] = []
        self._builders: list[Callable[[], QWidget]] = []
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addWidget(self._list)
        across.addWidget(self._pages, 1)
        self.column.addLayout(across, 1)
        self._add("monitor", self.tr("General"), lambda: LookPage(context, self))
        self._add("bell", self.tr("Alerts"), lambda: AlertsPage(context, self, sites))
        self._add("keyboard", self.tr("Keys"), self._keys_page)
        self._add("timer", self.tr("Targets"), lambda: TargetsPage(context, self._sites, self))
        self._add("lock", self.tr("Devices"), self._devices_page)
        self._add("pencil", self.tr("Writing"), lambda: WritingPage(context, self._sites, self))
        self._add("book-open", self.tr("Knowledge"), lambda: KnowledgePage(context, knowledge, self))
        self._add("coffee", self.tr("Presence"), lambda: PresencePage(context, self._presence, self))
        context.theme.changed.connect(self._draw_icons)
        self._list.currentRowChanged.connect(self._on_section)
        self._list.setCurrentRow(0)
        self.add_button("close", self.tr("Close"), "primary", default=True)
        self.resize(760, 540)
        self._list.setFocus()

    def show_section(self, row: int) -> None:
        """Open the section of this row."""
        self._list.setCurrentRow(row)

    def _add(self, icon: str, title: str, builder: Callable[[], QWidget]) -> None:
        self._list.addItem(QListWidgetItem(self.context.icons.icon(icon), title))
        self._icons.append(icon)
        self._pages.addWidget(QWidget(self._pages))
        self._builders.append(builder)

    def _keys_page(self) -> QWidget:
        page = KeysPage(self.context, self)
        page.shortcuts_requested.connect(self._on_shortcuts)
        return page

    def _devices_page(self) -> QWidget:
        page = DevicesPage(self.context, self._devices, self)
        self.finished.connect(page.stop)
        return page

    def _on_section(self, row: int) -> None:
        page = self._pages.widget(row)
        if page is not None and page.layout() is None:
            built = self._builders[row]()
            self._pages.removeWidget(page)
            page.deleteLater()
            self._pages.insertWidget(row, built)
        self._pages.setCurrentIndex(row)

    def _draw_icons(self) -> None:
        for row, icon in enumerate(self._icons):
            self._list.item(row).setIcon(self.context.icons.icon(icon))

    def _on_shortcuts(self) -> None:
        self.finish("shortcuts")
        self.shortcuts_requested.emit()
