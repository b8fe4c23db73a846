"""What an uploaded file really is: allowed by name and content, pictures decoded and made anew; no I/O of its own."""

import io
import re
import warnings

from msgspec import Struct
from PIL import Image, ImageOps, UnidentifiedImageError

from operator_console.domain.plain_text import clean_line

MAX_NAME_CHARS = 100
MAX_PIXELS = 40_000_000
MAX_SIDE_PX = 4096
MAX_TEXT_BYTES = 2 * 1024 * 1024
JPEG_QUALITY = 88

_FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
_WRITTEN = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg"), "WEBP": ("webp", "image/webp")}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class FileRefused(Exception):
    """The file is not of an allowed kind; the text is a key: type, content, too_many_pixels."""


class CheckedFile(Struct, frozen=True, kw_only=True):
    """A file as it is kept; a picture's bytes are our own encoding."""

    name: str
    content_type: str
    body: bytes
    width_px: int | None = None
    height_px: int | None = None


def safe_name(name: str) -> str:
    """Return a display name that is harmless to show and to save: no folders, controls, bidi or device names."""
    last = re.split(r"[\\/]", name)[-1]
    line = clean_line(_UNSAFE.sub("_", _INVISIBLE.sub("", last)), 400).strip(". ")
    stem, dot, ending = line.rpartition(".")
    if not dot:
        stem, ending = line, ""
    ending = ending[:10]
    stem = stem[: MAX_NAME_CHARS - len(ending) - 1].strip(". ") or "file"
    safe = f"{stem}.{ending}" if ending else stem
    return f"_{safe}" if _DEVICE.fullmatch(safe) else safe


def check_file(name: str, body: bytes) -> CheckedFile:
    """Return the file as it may be kept; runs in a worker thread.

    Args:
        name: From `safe_name`.

    Raises:
        FileRefused: Name or content is not allowed, or they do not fit together.
    """
    ending = name.rpartition(".")[2].casefold()
    if ending in _FORMATS:
        return _picture(name, body, _FORMATS[ending])
    if ending == "pdf":
        if not body.startswith(b"%PDF-") or b"%%EOF" not in body[-2048:]:
            raise FileRefused("content")
        return CheckedFile(name=name, content_type="application/pdf", body=body)
    if ending == "txt":
        return CheckedFile(name=name, content_type="text/plain; charset=utf-8", body=_text(body))
    raise FileRefused("type")


def _text(body: bytes) -> bytes:
    if len(body) > MAX_TEXT_BYTES or b"\x00" in body:
        raise FileRefused("content")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        raise FileRefused("content") from None
    return body


def _picture(name: str, body: bytes, expected: str) -> CheckedFile:
    """Decode and encode anew: nothing of the sender's bytes survives; an animation becomes its first frame."""
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
