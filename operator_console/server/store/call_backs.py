"""Call-back requests as rows; each function is given a connection in a transaction, knows no rights."""

from sqlalchemy import Connection, insert, select, update

from operator_console.domain.call_backs import CallBack, CallBackState
from operator_console.domain.ids import CallBackId, DepartmentId, VisitorId
from operator_console.server.store.rows import body_of, micros, value_of
from operator_console.server.store.tables import call_backs

_OPEN = (CallBackState.OPEN.value, CallBackState.TAKEN.value)


def open_call_backs(connection: Connection, department_id: DepartmentId | None = None) -> tuple[CallBack, ...]:
    """Return the requests, of one department or all, after which somebody still has to call; oldest first."""
    wanted = select(call_backs.c.body).where(call_backs.c.state.in_(_OPEN)).order_by(call_backs.c.asked_at)
    if department_id is not None:
        wanted = wanted.where(call_backs.c.department_id == department_id)
    return tuple(value_of(CallBack, body) for body in connection.scalars(wanted))


def read_call_back(connection: Connection, call_back_id: CallBackId) -> CallBack | None:
    """Return a request, or None."""
    wanted = select(call_backs.c.body).where(call_backs.c.id == call_back_id).with_for_update()
    body = connection.scalar(wanted)
    return value_of(CallBack, body) if body is not None else None


def asked_before(connection: Connection, visitor_id: VisitorId, client_id: str) -> CallBack | None:
    """Return the request that this wish of the visitor has made or changed last, or None."""
    wanted = (call_backs.c.visitor_id == visitor_id) & (call_backs.c.client_id == client_id)
    body = connection.scalar(select(call_backs.c.body).where(wanted))
    return value_of(CallBack, body) if body is not None else None


def open_call_back_of(connection: Connection, visitor_id: VisitorId) -> CallBack | None:
    """Return the visitor's request after which somebody still has to call, or None."""
    wanted = (call_backs.c.visitor_id == visitor_id) & call_backs.c.state.in_(_OPEN)
    body = connection.scalar(select(call_backs.c.body).where(wanted).limit(1).with_for_update())
    return value_of(CallBack, body) if body is not None else None


def put_call_back(connection: Connection, call_back: CallBack, client_id: str | None = None) -> None:
    """Store a request; `client_id` is the wish's that changed it, None when it was no wish."""
    values: dict[str, object] = {"state": call_back.state.value, "body": body_of(call_back)}
    if client_id is not None:
        values["client_id"] = client_id
    if connection.execute(update(call_backs).where(call_backs.c.id == call_back.id).values(values)).rowcount:
        return
    connection.execute(
        insert(call_backs).values(
            id=call_back.id,
            site_id=call_back.site_id,
            department_id=call_back.department_id,
            visitor_id=call_back.visitor_id,
            asked_at=micros(call_back.asked_at),
            **values,
        )
    )
