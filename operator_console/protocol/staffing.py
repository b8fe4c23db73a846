"""Body and path of the HTTP interface about staffing; who may call it is the server's matter."""

from msgspec import Struct

from operator_console.domain.staffing.values import Record

RECORD = "/api/v1/staffing/{department_id}"


class StaffingRecord(Struct, frozen=True, kw_only=True):
    """GET record: counts per half hour and samples of times of a department's sites; no text and nobody's name.

    Attributes:
        days: How many days back it reaches at most.
    """

    record: Record
    days: int
