"""What staffing is planned from, at our own server; knows no desk."""

from urllib.parse import quote

from operator_console.backends.base import SignedOut
from operator_console.backends.native.credentials import Credentials
from operator_console.backends.native.http_client import NativeHttp
from operator_console.domain.ids import DepartmentId
from operator_console.protocol.staffing import RECORD, StaffingRecord


class NativeStaffing:
    """Fits `desk.ports.StaffingBackend`; belongs to a connection, which closes the HTTP client."""

    def __init__(self, http: NativeHttp, credentials: Credentials) -> None:
        self._http = http
        self._credentials = credentials

    async def staffing_record(self, department_id: DepartmentId) -> StaffingRecord:
        path = RECORD.format(department_id=quote(department_id, safe=""))
        token = await self._credentials.access()
        try:
            return await self._http.call("GET", path, StaffingRecord, token=token)
        except SignedOut:
            return await self._http.call(
                "GET", path, StaffingRecord, token=await self._credentials.access(refused=token)
            )
