"""Pictures that people upload, decoded and encoded anew; imported when the first one comes, for Pillow is large."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from operator_console.server.file_check import CheckedFile, FileRefused

MAX_PIXELS = 40_000_000
MAX_SIDE_PX = 4096
JPEG_QUALITY = 88
_WRITTEN = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg"), "WEBP": ("webp", "image/webp")}


def made_anew(name: str, body: bytes, expected: str) -> CheckedFile:
    """Return a picture made anew: nothing of the sender's bytes survives; an animation becomes its first frame.

    Args:
        expected: The format that its name promises, as Pillow calls it.

    Raises:
        FileRefused: It is another kind of file, broken, or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(body), formats=[expected]) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise FileRefused("too_many_pixels")
                opened.draft("RGB", (MAX_SIDE_PX, MAX_SIDE_PX))
                picture = ImageOps.exif_transpose(opened)
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError):
        raise FileRefused("content") from None
    picture.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX))
    written = "PNG" if expected == "GIF" else expected
    ending, content_type = _WRITTEN[written]
    encoded = _encode(picture, written)
    return CheckedFile(
        name=f"{name.rpartition('.')[0]}.{ending}",
        content_type=content_type,
        body=encoded,
        width_px=picture.width,
        height_px=picture.height,
    )


def _encode(picture: Image.Image, written: str) -> bytes:
    out = io.BytesIO()
    if written == "JPEG":
        picture.convert("RGB").save(out, "JPEG", quality=JPEG_QUALITY)
    else:
        plain = picture.convert("RGBA" if _has_alpha(picture) else "RGB")
        plain.save(out, written, **({"quality": JPEG_QUALITY} if written == "WEBP" else {}))
    return out.getvalue()


def _has_alpha(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
