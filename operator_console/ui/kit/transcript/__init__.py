"""The transcript view, used for the chat at hand and for earlier ones; knows no desk and no screen."""

from operator_console.ui.kit.transcript.view import TranscriptView

__all__ = ["TranscriptView"]
