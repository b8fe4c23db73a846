"""Operator Console: a native desk for live chat, with its own chat server and visitor widget."""

__version__ = "0.1.0"
