"""Line icons recoloured by role; knows names of files, not where they are shown."""

from typing import Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from operator_console.ui.kit.resources import Resources
from operator_console.ui.kit.theme import Theme


class _IconHolder(Protocol):
    def setIcon(self, icon: QIcon, /) -> None: ...


class Icons(QObject):
    """Draws the icons of the resources in the theme's colours, cached until the theme changes."""

    def __init__(self, theme: Theme, resources: Resources) -> None:
        super().__init__(theme)
        self._theme = theme
        self._resources = resources
        self._shapes: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}
        theme.changed.connect(self._pixmaps.clear)

    def pixmap(self, name: str, size_px: int = 16, role: str = "dim", device_pixel_ratio: float = 1.0) -> QPixmap:
        """Return a square pixmap of `size_px` logical pixels.

        Args:
            name: File name without ``.svg``, such as ``send``.
            size_px: Logical size.
            role: Name of a theme colour, or ``#rrggbb``.
            device_pixel_ratio: Of the screen it is painted on.

        Raises:
            FileNotFoundError: There is no such icon.
        """
        key = (name, size_px, role, device_pixel_ratio)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            colour = QColor(role) if role.startswith("#") else self._theme.colour(role)
            pixmap = self._render(name, size_px, colour, device_pixel_ratio)
            self._pixmaps[key] = pixmap
        return pixmap

    def icon(self, name: str, role: str = "dim", *, on_role: str | None = None, size_px: int = 16) -> QIcon:
        """Return an icon in this role, in `on_role` when checked; of the present theme only.

        A widget that outlives a change of theme takes its icon through `put`.
        """
        icon = QIcon()
        for ratio in {1.0, QGuiApplication.primaryScreen().devicePixelRatio()}:
            icon.addPixmap(self.pixmap(name, size_px, role, ratio), QIcon.Mode.Normal, QIcon.State.Off)
            if on_role is not None:
                icon.addPixmap(self.pixmap(name, size_px, on_role, ratio), QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def put(
        self, holder: _IconHolder, name: str, role: str = "dim", *, on_role: str | None = None, size_px: int = 16
    ) -> None:
        """Set the icon of a button or action now and whenever the theme changes, as long as it lives.

        Calling it again for the same holder changes name or role for good.

        Raises:
            TypeError: The holder is no Qt object.
        """
        if not isinstance(holder, QObject):
            msg = f"{type(holder).__name__} is no Qt object"
            raise TypeError(msg)
        _Binding.of(holder, self, self._theme).show_icon(name, role, on_role, size_px)

    def _render(self, name: str, size_px: int, colour: QColor, ratio: float) -> QPixmap:
        if name not in self._shapes:
            self._shapes[name] = (self._resources.icons / f"{name}.svg").read_bytes()
        shape = self._shapes[name].replace(b"currentColor", colour.name().encode())
        side = max(1, round(size_px * ratio))
        image = QImage(QSize(side, side), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setOpacity(colour.alphaF())
        QSvgRenderer(QByteArray(shape)).render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


class _Binding(QObject):
    """Child of an icon's holder that renews the icon with the theme."""

    def __init__(self, holder: QObject, icons: Icons, theme: Theme) -> None:
        super().__init__(holder)
        self._holder = holder
        self._icons = icons
        self._look: tuple[str, str, str | None, int] = ("x", "dim", None, 16)
        theme.changed.connect(self._on_theme_changed)

    @classmethod
    def of(cls, holder: QObject, icons: Icons, theme: Theme) -> "_Binding":
        """Return the binding of this holder, made when there is none."""
        for child in holder.children():
            if isinstance(child, cls):
                return child
        return cls(holder, icons, theme)

    def show_icon(self, name: str, role: str, on_role: str | None, size_px: int) -> None:
        """Show this icon from now on."""
        self._look = (name, role, on_role, size_px)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        name, role, on_role, size_px = self._look
        icon = self._icons.icon(name, role, on_role=on_role, size_px=size_px)
        self._holder.setIcon(icon)  # type: ignore[attr-defined]  # `put` took it as an _IconHolder
