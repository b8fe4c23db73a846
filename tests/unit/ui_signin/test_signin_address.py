"""What people write as an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.ui.signin.address import AddressProblem, server_address


@pytest.mark.parametrize(
    "written, meant",
    [
        ("chat.example.com", "https://chat.example.com"),
        ("  https://chat.example.com/  ", "https://chat.example.com"),
        ("chat.example.com:8443/desk/", "https://chat.example.com:8443/desk"),
        ("localhost:8787", "http://localhost:8787"),
        ("127.0.0.1:8787", "http://127.0.0.1:8787"),
        ("http://[::1]:8787", "http://[::1]:8787"),
        ("https://127.0.0.1", "https://127.0.0.1"),
    ],
)
def test_good_addresses(written: str, meant: str) -> None:
    assert server_address(written) == meant


@pytest.mark.parametrize(
    "written, problem",
    [
        ("", AddressProblem.EMPTY),
        ("   ", AddressProblem.EMPTY),
        ("http://chat.example.com", AddressProblem.NOT_ENCRYPTED),
        ("ftp://chat.example.com", AddressProblem.MALFORMED),
        ("javascript:alert(1)", AddressProblem.MALFORMED),
        ("https://user:secret@chat.example.com", AddressProblem.MALFORMED),
        ("not an address", AddressProblem.MALFORMED),
        ("https://", AddressProblem.MALFORMED),
        ("chat.example.com:port", AddressProblem.MALFORMED),
        ("chat.example.com?x=1", AddressProblem.MALFORMED),
        ("http://localhost.evil.example", AddressProblem.NOT_ENCRYPTED),
    ],
)
def test_bad_addresses(written: str, problem: AddressProblem) -> None:
    assert server_address(written) is problem


@given(st.text(max_size=60))
def test_whatever_is_written_gets_an_answer(written: str) -> None:
    found = server_address(written)
    assert isinstance(found, AddressProblem) or found.startswith(("http://", "https://"))
    if not isinstance(found, AddressProblem):
        assert server_address(found) == found
