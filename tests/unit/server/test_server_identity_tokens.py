"""Tokens of identity: one good kind, and whatever else there is gives nobody; never an error."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.ids import SiteId
from operator_console.server.identity_tokens import MAX_TOKEN_CHARS, read_token

KEY = "k" * 43
OLD_KEY = "o" * 43
SHOP = SiteId("shop")
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
NOW_S = int(NOW.timestamp())


def _claims(**changes: object) -> dict[str, Any]:
    claims = {"sub": "4711", "aud": SHOP, "exp": NOW_S + 300, "iat": NOW_S, **changes}
    return {name: value for name, value in claims.items() if value is not None}


def _token(key: str = KEY, algorithm: str = "HS256", **changes: object) -> str:
    return jwt.encode(_claims(**changes), key, algorithm=algorithm)


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_good_token_says_who_it_is() -> None:
    token = _token(name="  Jan\u202e Jansen ", email="jan@example.org", customer_cents=129900)
    vouched = read_token(token, [KEY], SHOP, NOW)
    assert vouched is not None
    identity = vouched.identity
    assert (identity.subject, identity.email, identity.customer_cents) == ("4711", "jan@example.org", 129900)
    assert "Jan" in identity.name
    assert "\u202e" not in identity.name
    assert vouched.until == NOW + timedelta(seconds=300)


def test_the_key_before_serves_too_until_it_is_ended() -> None:
    assert read_token(_token(OLD_KEY), [KEY, OLD_KEY], SHOP, NOW) is not None
    assert read_token(_token(OLD_KEY), [KEY], SHOP, NOW) is None


@pytest.mark.parametrize(
    "token",
    [
        pytest.param("", id="empty"),
        pytest.param("a.b.c", id="no token"),
        pytest.param("é" * 20, id="no ascii"),
        pytest.param(_token("x" * 43), id="foreign key"),
        pytest.param(_token(aud="jump"), id="another site"),
        pytest.param(_token(aud=None), id="no site"),
        pytest.param(_token(sub=None), id="nobody"),
        pytest.param(_token(sub=""), id="an empty name"),
        pytest.param(_token(sub="a\nb"), id="a name of two lines"),
        pytest.param(_token(sub="x" * 201), id="a long name"),
        pytest.param(_token(exp=None), id="for ever"),
        pytest.param(_token(exp=NOW_S - 1), id="run out"),
        pytest.param(_token(exp=NOW_S + 3700), id="too long"),
        pytest.param(_token(exp=True), id="a moment that is none"),
        pytest.param(_token(exp=10**30), id="the end of time"),
        pytest.param(_token(iat=NOW_S + 600), id="of tomorrow"),
        pytest.param(_token(iat="today"), id="issued in words"),
        pytest.param(_token(algorithm="HS512", key="k" * 64), id="another algorithm"),
        pytest.param(f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(_claims())}.", id="unsigned"),
        pytest.param(f"{_part({'alg': 'NONE'})}.{_part(_claims())}.", id="unsigned, in capitals"),
        pytest.param(f"{_part({'alg': 'RS256'})}.{_part(_claims())}.AAAA", id="a public key's algorithm"),
        pytest.param(_token(padding="x" * MAX_TOKEN_CHARS), id="a long token"),
        pytest.param(f"{_part({'alg': 'HS256', 'b64': False, 'crit': ['b64']})}.{_part(_claims())}.AA", id="critical"),
    ],
)
def test_whatever_is_wrong_with_a_token_the_visitor_is_anybody(token: str) -> None:
    assert read_token(token, [KEY], SHOP, NOW) is None


def test_without_keys_nobody_is_vouched_for() -> None:
    assert read_token(_token(), [], SHOP, NOW) is None
    assert read_token(jwt.encode(_claims(), "x" * 32), [""], SHOP, NOW) is None


@given(st.text("ab.=-_é\x00{", max_size=60))
def test_any_text_is_no_token_and_no_error(text: str) -> None:
    assert read_token(text, [KEY], SHOP, NOW) is None


_letters = st.text("ab\u202e\x00 @.é", max_size=8)
_json: st.SearchStrategy[object] = (
    st.sampled_from([None, True, [], {}, [{}], {"a": []}]) | st.integers() | st.floats() | _letters
)


@given(
    st.dictionaries(
        st.sampled_from(["sub", "aud", "exp", "iat", "jti", "nbf", "name", "email", "customer_cents"]), _json
    )
)
def test_any_claims_signed_by_the_site_are_no_error(claims: dict[str, Any]) -> None:
    header, body = _part({"alg": "HS256"}), _part({**_claims(), **claims})
    signed = jwt.api_jws.get_algorithm_by_name("HS256")
    signature = signed.sign(f"{header}.{body}".encode(), KEY.encode())
    token = f"{header}.{body}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
    vouched = read_token(token, [KEY], SHOP, NOW)
    if vouched is not None:
        assert NOW < vouched.until <= NOW + timedelta(seconds=3660)
        assert 0 < len(vouched.identity.subject) <= 200


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=255))
def test_a_token_with_one_changed_letter_is_none(place: int, letter: int) -> None:
    token = _token(name="Jan", customer_cents=5)
    at = place % len(token)
    changed = token[:at] + chr(letter) + token[at + 1 :]
    if changed != token and token[at + 1 :]:  # the last letter of base64 has bits that say nothing
        assert read_token(changed, [KEY], SHOP, NOW) is None


def test_a_token_without_a_name_of_its_own_is_known_by_itself() -> None:
    one, same = _token(), _token()
    assert one == same
    found = [read_token(each, [KEY], SHOP, NOW) for each in (one, same, _token(iat=NOW_S - 1), _token(jti="a"))]
    keys = [each.key for each in found if each is not None]
    assert len(keys) == 4
    assert len(set(keys)) == 3
