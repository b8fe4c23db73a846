"""Gives these tests a stage."""

from tests.fakes.screen_stage import stage

__all__ = ["stage"]
