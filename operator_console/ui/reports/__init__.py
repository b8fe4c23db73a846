"""The desk's figures, a page of the window; knows the desk's door and the kit, no other screen."""

from operator_console.ui.reports.presenter import ReportsScreen

__all__ = ["ReportsScreen"]
