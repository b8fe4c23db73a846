"""Signing in: remembered accounts, server address, account and password; knows no network and no keyring."""

from operator_console.ui.signin.door import (
    AccountsDoor,
    RememberedAccount,
    SignInFailed,
    SignInFailure,
    TokenProblem,
)
from operator_console.ui.signin.screen import SignInScreen

__all__ = ["AccountsDoor", "RememberedAccount", "SignInFailed", "SignInFailure", "SignInScreen", "TokenProblem"]
