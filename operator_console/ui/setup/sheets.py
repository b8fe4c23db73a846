"""Sheets of the sites' page: a new site, what would change, leaving with unsaved changes; save nothing themselves."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from operator_console.domain.ids import DepartmentId, SiteId
from operator_console.domain.people import Department, Site
from operator_console.domain.site_checks import (
    MAX_ADDRESS_CHARS,
    MAX_ID_CHARS,
    MAX_NAME_CHARS,
    cleaned_site,
    id_from,
    is_origin,
    is_site_id,
    is_web_address,
    site_faults,
    written_origin,
)
from operator_console.domain.site_file import Change
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.setup.parts import Choice
from operator_console.ui.setup.words import change_words, fault_words, translate

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MOST_CHANGES = 200


class NewSiteSheet(SheetDialog):
    """Asks what a new site needs: name, address, department; its id is made of the name until somebody writes one."""

    def __init__(
        self, context: "UiContext", departments: Sequence[Department], taken: frozenset[str], parent: QWidget
    ) -> None:
        super().__init__(context, self.tr("New site"), parent, width_px=480)
        self._taken = taken
        self._own_id = False
        self._name = self._row(self.tr("Name"), "new_site_name", MAX_NAME_CHARS, "Wielershop")
        self._address = self._row(self.tr("Address"), "new_site_address", MAX_ADDRESS_CHARS, "https://www.example.com")
        self._id = self._row(self.tr("Id, which stands in the tag and stays"), "new_site_id", MAX_ID_CHARS, "")
        self._department = Choice("new_site_department", self)
        self._department.offer({department.id: department.name for department in departments})
        self._add(self.tr("Department"), self._department)
        self._fault = PlainLabel("", self, wrap=True)
        self._fault.setObjectName("new_site_fault")
        self._fault.setProperty("role", "bad")
        self.column.addWidget(self._fault)
        self.add_button("cancel", self.tr("Cancel"))
        self._make = self.add_button("make", self.tr("Make the site"), "primary", default=True)
        self._make.clicked.disconnect()
        self._make.clicked.connect(self._on_make)
        self._name.textChanged.connect(self._on_name)
        self._id.textEdited.connect(self._on_id)
        self._name.setFocus()

    @property
    def site(self) -> Site:
        """What was written, cleaned; its own address is an allowed origin."""
        address = self._address.text().strip()
        parts = address.split("/")
        origin = written_origin("/".join(parts[:3]))
        return cleaned_site(
            Site(
                id=SiteId(self._id.text().strip()),
                name=self._name.text(),
                base_url=address,
                origins=(origin,) if is_origin(origin) else (),
                department_id=DepartmentId(self._department.value),
                own_help=False,
            )
        )

    def say(self, words: str) -> None:
        """Say what is wrong."""
        self._fault.setText(words)

    def _on_make(self) -> None:
        site = self.site
        faults = site_faults(site)
        if not is_web_address(site.base_url) and self._address.text().strip():
            self.say(translate("Setup", "This is no web address. It begins with https:// or http://."))
            self._address.setFocus()
        elif faults:
            self.say(
                f"{self.tr('Name') if faults[0].field == 'name' else self.tr('Address')}: "
                + fault_words(faults[0].fault)
            )
        elif not is_site_id(site.id):
            self.say(self.tr("An id is made of small letters, digits and hyphens."))
            self._id.setFocus()
        elif site.id in self._taken:
            self.say(self.tr("There is a site of this id."))
            self._id.setFocus()
        else:
            self.finish("make")

    def _on_name(self, name: str) -> None:
        if not self._own_id:
            self._id.setText(id_from(name))

    def _on_id(self, text: str) -> None:
        self._own_id = bool(text)

    def _row(self, title: str, name: str, most: int, placeholder: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setMaxLength(most)
        line.setPlaceholderText(placeholder)
        self._add(title, line)
        return line

    def _add(self, title: str, control: QWidget) -> None:
        label = QLabel(title, self)
        label.setBuddy(control)
        control.setAccessibleName(title)
        self.column.addWidget(label)
        self.column.addWidget(control)


class ChangesSheet(SheetDialog):
    """An account of what would change, as a list, above buttons that the caller adds."""

    def __init__(
        self, context: "UiContext", title: str, words: str, changes: Sequence[Change], parent: QWidget
    ) -> None:
        super().__init__(context, title, parent, width_px=560)
        self.add_text(words)
        self._list = self.add_choices("change_list", self.tr("What would change"))
        self._list.setWordWrap(True)
        for change in changes[:MOST_CHANGES]:
            self._list.addItem(change_words(change, context.locale))
        self._list.setMinimumHeight(min(300, 40 + 30 * len(changes)))
