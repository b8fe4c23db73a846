"""What has to be known of the signed-in agent to show the desk before the server answers; knows no file."""

import logging

import msgspec
from msgspec import Struct, structs

from operator_console.domain.conversations import TodayFigures
from operator_console.domain.people import Agent, Site

PROFILE_KEY = "profile"

_log = logging.getLogger(__name__)


class Profile(Struct, frozen=True, kw_only=True):
    """The agent, their sites and figures, as the server of this epoch last told them."""

    epoch: str
    me: Agent
    sites: tuple[Site, ...]
    today: TodayFigures = TodayFigures()


def packed(profile: Profile) -> bytes:
    """The profile as it is kept."""
    return msgspec.json.encode(profile)


def unpacked(kept: bytes | None, me: Agent) -> Profile | None:
    """The kept profile with the agent as sign-in gave it; None when there is none, or it is somebody else's."""
    if kept is None:
        return None
    try:
        profile = msgspec.json.decode(kept, type=Profile)
    except msgspec.DecodeError:
        _log.warning("the kept profile cannot be read")
        return None
    return structs.replace(profile, me=me) if profile.me.id == me.id else None
