"""Where resources, data and settings are on this machine; knows no room."""

from pathlib import Path
from typing import Literal

APP_NAME = "Operator Console"

_PACKAGE = Path(__file__).resolve().parent.parent


def resources_dir() -> Path:
    """Return the folder of icons, themes, translations, widget and samples: of the wheel, or of the checkout.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for folder in (_PACKAGE / "_resources", _PACKAGE.parent / "resources"):
        if folder.is_dir():
            return folder
    msg = "the resources folder is missing: the installation is incomplete"
    raise FileNotFoundError(msg)


def console_data_dir() -> Path:
    """Return where the console keeps outbox, drafts and caches, by platform custom."""
    return _user_dir("data")


def settings_path() -> Path:
    """Return the console's settings file, by platform custom."""
    return _user_dir("config") / "settings.json"


def demo_dir() -> Path:
    """Return the folder of the demo's own server, apart from all real data."""
    return _user_dir("data") / "demo"


def _user_dir(kind: Literal["data", "config"]) -> Path:
    import platformdirs

    own = platformdirs.PlatformDirs(APP_NAME, appauthor=False)
    return Path(own.user_data_dir if kind == "data" else own.user_config_dir)
