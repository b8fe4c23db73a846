"""The staffing page for leads: a week's plan, today against it, missed demand; knows the desk's door and the kit."""

from operator_console.ui.staffing.screen import StaffingScreen

__all__ = ["StaffingScreen"]
