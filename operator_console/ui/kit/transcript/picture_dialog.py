"""Shows one picture of a chat as large as the screen allows; fetches through the transcript's own door."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from operator_console.domain.conversations import Attachment
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.transcript.ending import end_scope

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext
    from operator_console.ui.kit.transcript.pictures import Pictures


class PictureDialog(SheetDialog):
    """One picture, scaled to fit.

    Signals:
        save_requested: Save this attachment.
    """

    save_requested = Signal(object)

    def __init__(self, context: "UiContext", pictures: "Pictures", attachment: Attachment, parent: QWidget) -> None:
        super().__init__(context, clean_line(attachment.name) or self.tr("Picture"), parent)
        self.setObjectName("picture_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pictures = pictures
        self._attachment = attachment
        self._scope = context.scope.child("picture")
        self._picture = _Picture(context, self)
        self._picture.setAccessibleName(clean_line(attachment.name) or self.tr("Picture"))
        self.column.addWidget(self._picture, 1)
        self._save = self.add_button("save", self.tr("Save as…"))
        self._save.clicked.disconnect()
        self._save.clicked.connect(self._on_save)
        self.add_button("close", self.tr("Close"), "primary", default=True)
        self.finished.connect(self._on_closed)
        self._fit_window()

    def show_picture(self) -> None:
        """Open the sheet and begin to load."""
        self.open()
        self._scope.start(self._load(), name="load")

    def _on_save(self) -> None:
        self.save_requested.emit(self._attachment)

    def _fit_window(self) -> None:
        room = self.screen().availableSize() * 0.8
        wide, high = self._attachment.width_px or 400, self._attachment.height_px or 300
        size = QSize(wide, high).scaled(room - QSize(60, 160), Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > wide:
            size = QSize(wide, high)
        self.resize(size + QSize(48, 150))

    async def _load(self) -> None:
        most = self.screen().size() * self.devicePixelRatioF()
        self._picture.show_image(await self._pictures.whole(self._attachment.id, most))

    def _on_closed(self) -> None:
        end_scope(self._scope, self.context.scope)


class _Picture(QWidget):
    """Paints an image in the middle, as large as fits, never larger than it is."""

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._image: QImage | None = None
        self._words = self.tr("Loading…")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 120)

    def show_image(self, image: QImage | None) -> None:
        """Show the image, or say that it cannot be had."""
        self._image = image
        self._words = self.tr("This picture is not available now")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            painter.setPen(self._context.theme.colour("dim"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        else:
            size = self._image.size() / self.devicePixelRatioF()
            if size.width() > self.width() or size.height() > self.height():
                size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(QRectF(self.rect()).center())
            painter.drawImage(place, self._image)
        painter.end()
