"""Frames there and back, and what a receiver makes of frames that are bad, newer, or too much."""

import json
from typing import get_args

import msgspec
import pytest

from operator_console.domain.conversations import Conversation, Message, SystemLine
from operator_console.protocol import agent, frames, visitor
from operator_console.protocol.codec import (
    BadFrame,
    UnknownFrame,
    agent_frame,
    agent_request,
    encode,
    encode_text,
    visitor_frame,
    visitor_request,
)
from operator_console.protocol.events import Event, Hidden, MessageAdded, Unsupported, agent_stream, conversation_stream
from operator_console.protocol.versions import MAX_FRAME_BYTES, agree

EVENT = '{"type":"event","stream":"c:1","epoch":"e","pos":1,"at":"2026-03-01T09:00:00Z","change":%s}'
DIRECTIONS = [
    (agent.AgentRequest, agent_request),
    (agent.AgentFrame, agent_frame),
    (visitor.VisitorRequest, visitor_request),
    (visitor.VisitorFrame, visitor_frame),
]


def example(kind: object) -> object:
    """Make a value of a type out of its required fields."""
    return _example(msgspec.inspect.type_info(kind))


SIMPLE: dict[type, object] = {
    msgspec.inspect.DateTimeType: "2026-03-01T09:00:00Z",
    msgspec.inspect.DictType: {},
    msgspec.inspect.IntType: 1,
    msgspec.inspect.FloatType: 1.5,
    msgspec.inspect.BoolType: True,
    msgspec.inspect.NoneType: None,
    msgspec.inspect.StrType: "x",
}


def _example(info: object) -> object:
    match info:
        case msgspec.inspect.StructType():
            plain = {field.encode_name: _example(field.type) for field in info.fields if field.required}
            return plain | ({str(info.tag_field): info.tag} if info.tag is not None else {})
        case msgspec.inspect.UnionType():
            return _example(info.types[0])
        case msgspec.inspect.EnumType():
            return next(iter(info.cls)).value
        case msgspec.inspect.VarTupleType() | msgspec.inspect.ListType():
            return [_example(info.item_type)]
        case _:
            return SIMPLE[type(info)]


@pytest.mark.parametrize("union, decode", DIRECTIONS)
def test_every_frame_survives_the_wire(union: object, decode: object) -> None:
    kinds = get_args(union)
    assert len(kinds) > 5
    for kind in kinds:
        text = json.dumps(example(kind))
        value = decode(text)  # type: ignore[operator]  # one of four decoders
        assert type(value) is kind
        assert decode(encode(value)) == value  # type: ignore[operator]  # one of four decoders
        assert decode(encode_text(value)) == value  # type: ignore[operator]  # one of four decoders


def test_fields_of_a_newer_server_are_ignored() -> None:
    assert agent_frame('{"type":"replay_done","stream":null,"newer":[1]}') == frames.ReplayDone()


def test_a_newer_word_in_an_event_only_advances() -> None:
    conversation = json.dumps(example(Conversation))
    message = json.dumps(example(Message))
    known = json.loads(EVENT % f'{{"type":"message_added","message":{message},"conversation":{conversation}}}')
    for path in (("message", "kind"), ("conversation", "state")):
        newer = json.loads(json.dumps(known))
        place = newer["change"]
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = "of next year"
        event = agent_frame(json.dumps(newer))
        assert isinstance(event, Event)
        assert event.change == Unsupported()
    known["change"]["message"]["system"] = "of next year"  # a line of its own words stays a line
    event = agent_frame(json.dumps(known))
    assert isinstance(event, Event)
    assert isinstance(event.change, MessageAdded)
    assert event.change.message.system is SystemLine.UNKNOWN


def test_a_frame_of_a_newer_type_is_told_apart() -> None:
    with pytest.raises(UnknownFrame):
        agent_frame('{"type":"whisper","text":"x"}')


def test_a_change_of_a_newer_type_only_advances() -> None:
    event = agent_frame(EVENT % '{"type":"sung","song":1}')
    assert isinstance(event, Event)
    assert event.change == Unsupported()
    hidden = agent_frame(EVENT % '{"type":"hidden"}')
    assert isinstance(hidden, Event)
    assert hidden.change == Hidden()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"type":1}',
        '{"type":"ping","id":"x"}',
        '{"type":"ping","id":1e400}',
        '{"type":"ping","id":NaN}',
        "[" * 10_000,
        b"\xff\xfe",
        EVENT % '{"type":"message_added"}',
    ],
)
def test_a_bad_frame_is_one_clear_error(text: str) -> None:
    with pytest.raises(BadFrame):
        agent_frame(text)


def test_a_frame_has_a_limit_and_a_server_s_a_larger_one() -> None:
    padding = "x" * MAX_FRAME_BYTES
    with pytest.raises(BadFrame, match="bytes"):
        agent_request(f'{{"type":"ping","id":1,"padding":"{padding}"}}')
    assert agent_frame(f'{{"type":"ping","id":1,"padding":"{padding}"}}') == frames.Ping(id=1)


def test_the_highest_common_version_is_agreed() -> None:
    assert agree((1, 2), (2, 3)) == 2
    assert agree((1,), (2,)) is None


def test_streams_are_named_by_what_they_hold() -> None:
    conversation = msgspec.convert(example(Conversation), Conversation)
    assert conversation_stream(conversation.id) == "c:x"
    assert agent_stream(msgspec.convert("y", str)) == "a:y"  # type: ignore[arg-type]  # any text
