"""The published documents against the running server: what they name is there, and what it sends is described."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.server_desk import Desk, Frame, running_desk


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with running_desk(tmp_path) as running:
        yield running


async def _document(desk: Desk, name: str) -> Frame:
    async with desk.http.get(f"{desk.address}/api/{name}.json") as response:
        assert response.status == 200
        document: Frame = await response.json()
    return document


def _references(value: object) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*map(_references, value.values()))
    return set().union(*map(_references, value)) if isinstance(value, list) else set()


def _resolve(document: Frame, reference: str) -> Any:  # noqa: ANN401 - any part of a document
    part: Any = document
    for name in reference.removeprefix("#/").split("/"):
        part = part[name]
    return part


@pytest.mark.parametrize("name", ["openapi", "asyncapi"])
async def test_every_reference_leads_somewhere(desk: Desk, name: str) -> None:
    document = await _document(desk, name)
    for reference in _references(document):
        assert _resolve(document, reference) is not None


async def test_every_described_path_is_served_and_no_other(desk: Desk) -> None:
    described = {
        (method, path) for path, item in (await _document(desk, "openapi"))["paths"].items() for method in item
    }
    app = desk.server._runner.app if desk.server._runner else None
    assert app is not None
    served = {
        (route.method.lower(), route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None and route.resource.canonical.startswith("/api/v1/")
    }
    assert described == {pair for pair in served if pair[0] not in {"head", "options"}}


async def test_what_both_gateways_send_is_described(desk: Desk) -> None:
    document = await _document(desk, "asyncapi")
    console, tab, conversation_id = await desk.chat()
    await console.say("Yes", conversation_id=conversation_id, base_seq=99)
    await console.say("A note", kind="note", conversation_id=conversation_id, base_seq=99)
    await console.ask("wrap_up", conversation_id=conversation_id, outcome="solved")
    await tab.drain()
    for channel, frames in (("consoleReceives", console.frames), ("widgetReceives", tab.frames)):
        schemas = {
            schema["properties"]["type"]["enum"][0]: schema
            for schema in (
                _resolve(document, _resolve(document, _resolve(document, each["$ref"])["$ref"])["payload"]["$ref"])
                for each in document["operations"][channel]["messages"]
            )
        }
        for frame in frames:
            schema = schemas[frame["type"]]
            assert set(frame) <= set(schema["properties"])
            assert set(schema.get("required", ())) <= set(frame)
