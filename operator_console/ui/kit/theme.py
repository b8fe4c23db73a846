"""Colours by meaning, fonts and style of the window, light or dark; knows no widget of a screen."""

from string import Template
from typing import cast

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from operator_console.settings.file import Settings
from operator_console.settings.options import THEME, Option
from operator_console.ui.kit.follow import follow_settings
from operator_console.ui.kit.resources import Resources

FAMILY = "Inter"
BASE_SIZE_PX = 13
WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold", "Italic")

_PALETTE = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "hover",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "chip",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.PlaceholderText: "dim",
    QPalette.ColorRole.ToolTipBase: "tip",
    QPalette.ColorRole.ToolTipText: "tip_text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "panel",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
}


class Theme(QObject):
    """Semantic colours and fonts; follows the setting and, for "system", the desktop.

    Signals:
        changed: Colours are different now; whoever caches pixmaps or layouts drops them.
    """

    changed = Signal()

    def __init__(self, resources: Resources, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resources = resources
        self._settings = settings
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[float, int, bool, bool], QFont] = {}
        self._dark = False
        self._app: QApplication | None = None
        self._family = FAMILY
        self._load()
        follow_settings(settings, self._on_option)

    @property
    def dark(self) -> bool:
        """Tell whether the dark colours are in force."""
        return self._dark

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all colours."""
        return tuple(self._colours)

    def colour(self, name: str) -> QColor:
        """Return the colour of this meaning, such as ``accent`` or ``bubble_visitor_text``.

        Raises:
            KeyError: No theme has such a colour.
        """
        return self._colours[name]

    def font(
        self, size_px: float = BASE_SIZE_PX, weight: int = 400, *, italic: bool = False, tabular: bool = False
    ) -> QFont:
        """Return the window's typeface, cached.

        Args:
            size_px: Height in logical pixels.
            weight: 400, 500, 600 or 700.
            italic: For what is not final, such as a typing preview.
            tabular: Digits of one width, for numbers that tick.
        """
        key = (size_px, weight, italic, tabular)
        font = self._fonts.get(key)
        if font is None:
            font = QFont(self._family)
            font.setPixelSize(round(size_px))
            font.setWeight(QFont.Weight(weight))
            font.setItalic(italic)
            if tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = font
        return font

    def apply(self, app: QApplication) -> None:
        """Load the typeface and dress the whole application; call once, before the first window."""
        self._app = app
        self._load_fonts()
        app.setStyle("Fusion")
        app.setFont(self.font())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme)
        self._load()
        self._dress()

    def _on_option(self, option: Option[object]) -> None:
        if option.key == THEME.key:
            self._refresh()

    def _on_system_scheme(self, _scheme: Qt.ColorScheme) -> None:
        if self._settings.get(THEME) == "system":
            self._refresh()

    def _refresh(self) -> None:
        before = self._dark
        self._load()
        if self._dark is not before:
            self._dress()
            self.changed.emit()

    def _load(self) -> None:
        chosen = self._settings.get(THEME)
        if chosen == "system":
            self._dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            self._dark = chosen == "dark"
        path = self._resources.themes / ("dark.json" if self._dark else "light.json")
        colours = cast("dict[str, str]", msgspec.json.decode(path.read_bytes())["colours"])
        self._colours = {name: QColor(value) for name, value in colours.items()}

    def _load_fonts(self) -> None:
        loaded = [
            QFontDatabase.addApplicationFont(str(self._resources.fonts / f"{FAMILY}-{weight}.otf"))
            for weight in WEIGHTS
        ]
        if -1 in loaded:  # the system's own face is still readable
            self._family = QGuiApplication.font().family()

    def _dress(self) -> None:
        if self._app is None:
            return
        self._app.setPalette(self._palette())
        parts = [path.read_text("utf-8") for path in sorted(self._resources.themes.iterdir()) if path.suffix == ".qss"]
        self._app.setStyleSheet(Template("\n".join(parts)).substitute(self._style_values()))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self._colours[name])
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self._colours["faint"])
        return palette

    def _style_values(self) -> dict[str, str]:
        values = {name: _css(colour) for name, colour in self._colours.items()}
        values["family"] = self._family
        values["icons"] = self._resources.icons.as_posix()
        values["scheme"] = "dark" if self._dark else "light"
        values["themes"] = self._resources.themes.as_posix()
        return values


def _css(colour: QColor) -> str:
    if colour.alpha() == 255:
        return colour.name()
    return f"rgba({colour.red()},{colour.green()},{colour.blue()},{colour.alpha()})"
