"""Frames to JSON text and back; a bad frame becomes a `BadFrame` value raised as one clear error, never a crash."""

import re
from typing import Generic, TypeVar

import msgspec

from operator_console.domain.late_pattern import late_pattern
from operator_console.protocol.agent import AgentFrame, AgentRequest
from operator_console.protocol.versions import MAX_FRAME_BYTES, MAX_SERVER_FRAME_BYTES
from operator_console.protocol.visitor import VisitorFrame, VisitorRequest

Frame = TypeVar("Frame")
MAX_REASON_CHARS = 200
_QUOTED = late_pattern(r"'.*'", re.DOTALL)


class BadFrame(ValueError):
    """A frame that is no JSON, too deep, too large or not of the expected form; the text says which."""


class UnknownFrame(BadFrame):
    """A well-formed frame of a type that this version does not know; receivers ignore it."""


_NEWER_WORD = late_pattern(r"^Invalid enum value .*`\$\.change\.[a-z_.]+`$", re.DOTALL)
_encoder = msgspec.json.Encoder()


class Decoder(Generic[Frame]):
    """Decodes the frames of one direction."""

    def __init__(self, kind: object, limit_bytes: int = MAX_FRAME_BYTES) -> None:
        self._decoder: msgspec.json.Decoder[Frame] = msgspec.json.Decoder(kind)
        self._limit_bytes = limit_bytes

    def __call__(self, data: bytes | str) -> Frame:
        """Return the frame in `data`.

        Raises:
            UnknownFrame: It is of a type this version does not know.
            BadFrame: It is anything else but a frame.
        """
        if len(data) > self._limit_bytes:
            msg = f"frame of {len(data)} bytes"
            raise BadFrame(msg)
        try:
            return self._decoder.decode(data)
        except RecursionError:
            msg = "nested too deeply"
            raise BadFrame(msg) from None
        except msgspec.ValidationError as error:
            return self._newer(data, _without_content(error))
        except (msgspec.DecodeError, UnicodeError, ValueError) as error:
            raise BadFrame(_without_content(error)) from None

    def _newer(self, data: bytes | str, error: str) -> Frame:
        """Give what a newer server may send its own answer: an unknown frame, or an event with an unknown change.

        A known change with a word in it that this version does not know is unknown as a whole.
        """
        if "Invalid value" in error and error.endswith("`$.type`"):
            raise UnknownFrame(error)
        if ("Invalid value" in error and error.endswith("`$.change.type`")) or _NEWER_WORD.search(error):
            plain = msgspec.json.decode(data)
            plain["change"] = {"type": "unsupported"}
            return self._decoder.decode(msgspec.json.encode(plain))
        raise BadFrame(error)


def _without_content(error: Exception) -> str:
    """Return what is wrong without the sender's own words, which belong into no log."""
    return _QUOTED.sub("'…'", str(error))[-MAX_REASON_CHARS:]


def encode(value: object) -> bytes:
    """Return any frame or body as UTF-8 JSON."""
    return _encoder.encode(value)


def encode_text(value: object) -> str:
    """Return any frame as JSON text, for a WebSocket text frame."""
    return _encoder.encode(value).decode()


agent_request: Decoder[AgentRequest] = Decoder(AgentRequest)
agent_frame: Decoder[AgentFrame] = Decoder(AgentFrame, MAX_SERVER_FRAME_BYTES)
visitor_request: Decoder[VisitorRequest] = Decoder(VisitorRequest)
visitor_frame: Decoder[VisitorFrame] = Decoder(VisitorFrame)
