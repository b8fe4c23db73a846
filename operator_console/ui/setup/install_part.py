"""Bringing the widget onto the site: tags to copy, whether it is there, keys for known customers; asks nobody."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, structs
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from operator_console.domain.people import Site
from operator_console.domain.script_tag import badge_tag, widget_tag
from operator_console.domain.site_settings import SiteSettings
from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.setup.parts import Drafted, Part
from operator_console.ui.setup.words import section

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

_SIGNS = {
    "ok": ("check", "ok"),
    "bad": ("circle-alert", "bad"),
    "warn": ("triangle-alert", "warn"),
    "": ("info", "dim"),
}


class Finding(Struct, frozen=True):
    """One sentence of the check.

    Attributes:
        role: ``ok``, ``bad``, ``warn`` or empty.
        origin: The origin that can be allowed with one press, if any.
    """

    role: str
    words: str
    origin: str = ""


class KeyLine(Struct, frozen=True):
    """One key that serves, in words."""

    id: str
    words: str


class CopyLine(QWidget):
    """A text to copy, with a button that does it."""

    def __init__(self, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self._text = QLineEdit(self)
        self._text.setObjectName(name)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(title)
        self._button = quiet_button(self.tr("Copy"), f"{name}_copy", self)
        self._button.setAccessibleName(self.tr("Copy: %1").replace("%1", title))
        self._button.clicked.connect(self._copy)
        self.setFocusProxy(self._text)
        line.addWidget(self._text, 1)
        line.addWidget(self._button)

    def show_text(self, text: str) -> None:
        """Show what is to be copied, from its beginning."""
        if self._text.text() != text:
            self._text.setText(text)
            self._text.setCursorPosition(0)
        self._button.setText(self.tr("Copy"))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.text())
        self._button.setText(self.tr("Copied"))


class InstallPart(Part):
    """Tags, check, badge, identity.

    Signals:
        check_requested: Look whether the widget is there.
        allow_requested: (origin) Allow it.
        key_requested: Make an identity key.
        key_end_requested: (key id) Let it serve no more.
    """

    check_requested = Signal()
    allow_requested = Signal(str)
    key_requested = Signal()
    key_end_requested = Signal(str)
    fields: tuple[str, ...] = ("badge",)

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, *section("install"), parent)
        self._server = ""
        self._tag = CopyLine(self.tr("The chat's tag"), "install_tag", self)
        self.add_row(
            self.tr("Put this before </body> on every page"),
            self._tag,
            hint=self.tr("The page's own security policy has to allow this server: script-src and connect-src."),
        )
        self._check = quiet_button(self.tr("Look whether it is there"), "install_check", self)
        self._check.clicked.connect(self.check_requested)
        self.column.addSpacing(4)
        self.column.addWidget(self._check, 0, Qt.AlignmentFlag.AlignLeft)
        self._findings = self._stack()
        self.add_group(self.tr("Performance badge"))
        self._badge = QCheckBox(self.tr("Show satisfaction and on-time figures of the last 30 days to everybody"), self)
        self._badge.setObjectName("install_badge")
        self.add_tick(self._badge)
        self._badge_tag = CopyLine(self.tr("The badge's tag"), "install_badge_tag", self)
        self.column.addWidget(self._badge_tag)
        self._badge.toggled.connect(self._badge_tag.setVisible)
        self.add_group(self.tr("Known customers"))
        self.column.addWidget(
            self.note(
                self.tr(
                    "With a key, your shop's own server can vouch for customers who are signed in there. Keep it on "
                    "that server: whoever has it can be anybody's customer."
                ),
                role="dim",
            )
        )
        self._secret_words = self.note(role="warn")
        self._secret = CopyLine(self.tr("The new key"), "install_secret", self)
        self.column.addWidget(self._secret_words)
        self.column.addWidget(self._secret)
        self._keys = self._stack()
        self._make = quiet_button("", "install_key", self)
        self._make.clicked.connect(self.key_requested)
        self.column.addWidget(self._make, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self.show_findings(())
        self.show_keys((), "")

    # -- a site's values

    def show_server(self, server: str) -> None:
        """Know where browsers reach the server."""
        self._server = server

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        self._tag.show_text(widget_tag(self._server, site.id))
        self._badge.setChecked(settings.badge)
        self._badge_tag.show_text(badge_tag(self._server, site.id))
        self._badge_tag.setVisible(settings.badge)

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        return site, structs.replace(settings, badge=self._badge.isChecked())

    # -- what was found

    def show_findings(self, findings: Sequence[Finding], *, looking: bool = False) -> None:
        """Say what was found; while somebody looks, say that."""
        self._check.setEnabled(not looking)
        _clear(self._findings)
        if looking:
            findings = (Finding("", self.tr("Looking…")),)
        for finding in findings:
            self._findings.addWidget(self._finding_line(finding))

    def show_keys(self, keys: Sequence[KeyLine], secret: str, *, reached: bool = True) -> None:
        """List the keys that serve; `secret` is a new one, shown this once."""
        _clear(self._keys)
        for key in keys:
            self._keys.addWidget(self._key_line(key))
        if not reached:
            self._keys.addWidget(self.note(self.tr("The keys cannot be read now.")))
        self._secret_words.setText(
            self.tr("This is shown once. Copy it to your shop's server now; the key before it goes on to serve.")
            if len(keys) > 1
            else self.tr("This is shown once. Copy it to your shop's server now.")
        )
        self._secret.show_text(secret)
        for widget in (self._secret, self._secret_words):
            widget.setVisible(bool(secret))
        words = self.tr("Make a new key") if keys else self.tr("Make a key")
        self._make.setText(words)
        self._make.setAccessibleName(words)

    # -- building

    def _stack(self) -> QVBoxLayout:
        stack = QVBoxLayout()
        stack.setSpacing(6)
        self.column.addLayout(stack)
        return stack

    def _finding_line(self, finding: Finding) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        icon, colour = _SIGNS[finding.role]
        sign = QLabel(row)
        sign.setPixmap(self.context.icons.pixmap(icon, 16, colour, self.devicePixelRatioF()))
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        words = PlainLabel(finding.words, row, wrap=True)
        words.setProperty("role", finding.role or "dim")
        line.addWidget(words, 1)
        if finding.origin:
            allow = quiet_button(self.tr("Allow this origin"), "install_allow", row)
            allow.setAccessibleDescription(finding.origin)
            allow.clicked.connect(call(self._on_allow, finding.origin))
            line.addWidget(allow, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _key_line(self, key: KeyLine) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(PlainLabel(key.words, row), 1)
        end: QPushButton = quiet_button(self.tr("End this key"), "install_key_end", row)
        end.setAccessibleDescription(key.words)
        end.clicked.connect(call(self._on_end, key.id))
        line.addWidget(end)
        return row

    def _on_allow(self, origin: str) -> None:
        self.allow_requested.emit(origin)

    def _on_end(self, key_id: str) -> None:
        self.key_end_requested.emit(key_id)


def _clear(stack: QVBoxLayout) -> None:
    while (item := stack.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
