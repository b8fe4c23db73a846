"""Cutting a rectangle out of what is on the screens, where the platform lets a program look; knows no chat.

Wayland lets no program look by itself: there, and wherever a grab comes back empty, nothing is offered but the
system's own key and pasting.
"""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QScreen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from operator_console.ui.kit.dialog import SheetDialog

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

HIDDEN_S = 0.3
"""So long a desktop may take to paint what was behind a window."""
LEAST_PX = 8
STEP_PX = 10
PREVIEW = QSize(560, 320)
_CANNOT = frozenset({"wayland", "offscreen", "minimal", "eglfs", "linuxfb", "vnc"})


def can_snip() -> bool:
    """Tell whether this platform lets a program look at the screen."""
    return not QGuiApplication.platformName().startswith(tuple(_CANNOT))


class SnipOverlay(QWidget):
    """One screen as it was, over itself: a rectangle is drawn by the pointer, or moved and sized by keys.

    Arrow keys move the rectangle, with Shift they change its size; Return takes it, Escape gives up.

    Signals:
        taken: A `QImage`, or None when the agent gives up.
    """

    taken = Signal(object)

    def __init__(self, screen: QScreen, picture: QPixmap, words: str) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self._picture = picture
        self._words = words
        self._from: QPoint | None = None
        self.setObjectName("snip_overlay")
        self.setAccessibleName(words)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        middle = QRect(QPoint(0, 0), screen.geometry().size() / 2)
        middle.moveCenter(QRect(QPoint(0, 0), screen.geometry().size()).center())
        self.chosen = middle
        self._drawn = False

    def take(self) -> None:
        """Take the rectangle."""
        ratio = self._picture.devicePixelRatio()
        place = QRectF(self.chosen.intersected(self.rect()))
        source = QRectF(place.topLeft() * ratio, place.size() * ratio).toAlignedRect()
        self.taken.emit(self._picture.toImage().copy(source.intersected(self._picture.rect())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.position().toPoint()
            self.chosen = QRect(self._from, QSize(0, 0))
            self._drawn = True
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self.chosen = QRect(self._from, event.position().toPoint()).normalized()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._from is None:
            return
        self._from = None
        if self.chosen.width() >= LEAST_PX and self.chosen.height() >= LEAST_PX:
            self.take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        steps = {
            Qt.Key.Key_Left: (-STEP_PX, 0),
            Qt.Key.Key_Right: (STEP_PX, 0),
            Qt.Key.Key_Up: (0, -STEP_PX),
            Qt.Key.Key_Down: (0, STEP_PX),
        }
        if key == Qt.Key.Key_Escape:
            self.taken.emit(None)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take()
        elif key in steps:
            across, down = steps[Qt.Key(key)]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                size = self.chosen.size() + QSize(across, down)
                self.chosen.setSize(size.expandedTo(QSize(LEAST_PX, LEAST_PX)))
            else:
                self.chosen.translate(across, down)
            self.chosen = self.chosen.intersected(self.rect()).united(QRect(self.chosen.topLeft(), QSize(1, 1)))
            self.update()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(QPointF(0, 0), self._picture)
        shade = Qt.GlobalColor.black
        painter.setOpacity(0.5)
        whole, hole = self.rect(), self.chosen
        painter.fillRect(QRect(whole.left(), whole.top(), whole.width(), hole.top()), shade)
        painter.fillRect(QRect(whole.left(), hole.bottom() + 1, whole.width(), whole.bottom() - hole.bottom()), shade)
        painter.fillRect(QRect(whole.left(), hole.top(), hole.left(), hole.height()), shade)
        painter.fillRect(QRect(hole.right() + 1, hole.top(), whole.right() - hole.right(), hole.height()), shade)
        painter.setOpacity(1.0)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawRect(hole.adjusted(-1, -1, 0, 0))
        room = painter.fontMetrics().boundingRect(self._words).adjusted(-14, -8, 14, 8)
        room.moveCenter(QPoint(whole.center().x(), whole.top() + 40))
        painter.fillRect(room, Qt.GlobalColor.black)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()


class SnipSheet(SheetDialog):
    """Shows what was cut out; answers ``use``, ``again`` or nothing."""

    def __init__(self, context: "UiContext", image: QImage, parent: QWidget | None) -> None:
        super().__init__(context, self.tr("Use this picture?"), parent, width_px=PREVIEW.width())
        self.setObjectName("snip_sheet")
        self.add_text(self.tr("It is put with your answer and goes to the visitor when you send."))
        look = QLabel(self)
        look.setObjectName("snip_look")
        look.setAccessibleName(self.tr("The part of the screen that you chose"))
        look.setAlignment(Qt.AlignmentFlag.AlignCenter)
        look.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ratio = self.devicePixelRatioF()
        size = image.size().boundedTo(PREVIEW * ratio) if _fits(image, PREVIEW * ratio) else PREVIEW * ratio
        pixmap = QPixmap.fromImage(
            image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        pixmap.setDevicePixelRatio(ratio)
        look.setPixmap(pixmap)
        self.column.addWidget(look, 0, Qt.AlignmentFlag.AlignHCenter)
        self.add_button("cancel", self.tr("Cancel"))
        self.add_button("again", self.tr("Choose again"))
        self.add_button("use", self.tr("Use it"), "primary", default=True)


async def snip(context: "UiContext", window: QWidget, words: str) -> QImage | None:
    """Let the agent cut a rectangle out of the screens, look at it and decide; None when they give up.

    The window is hidden while the screens are looked at and comes back as it was, also when the task is cancelled.

    Args:
        words: What is said on the screen meanwhile.
    """
    while True:
        image = await _cut(window, words)
        if image is None:
            return None
        sheet = SnipSheet(context, image, window)
        try:
            answer = await sheet.asked()
        finally:
            sheet.setParent(None)
            sheet.deleteLater()
        if answer == "use":
            return image
        if answer != "again":
            return None


async def _cut(window: QWidget, words: str) -> QImage | None:
    window.hide()
    overlays: list[SnipOverlay] = []
    done: asyncio.Future[QImage | None] = asyncio.get_running_loop().create_future()
    try:
        await asyncio.sleep(HIDDEN_S)
        for screen in QGuiApplication.screens():
            picture = screen.grabWindow(0)
            if picture.isNull():
                continue
            overlay = SnipOverlay(screen, picture, words)
            overlay.taken.connect(lambda image: _settle(done, image))
            overlays.append(overlay)
        for overlay in overlays:
            overlay.show()
            overlay.raise_()
        if not overlays:
            return None
        overlays[0].activateWindow()
        overlays[0].setFocus()
        return await done
    finally:
        for overlay in overlays:
            overlay.hide()
            overlay.deleteLater()
        window.show()
        window.raise_()
        window.activateWindow()


def _settle(done: "asyncio.Future[QImage | None]", image: QImage | None) -> None:
    if not done.done():
        done.set_result(image)


def _fits(image: QImage, most: QSize) -> bool:
    return image.width() <= most.width() and image.height() <= most.height()
