"""The command without a name: the window."""

import gc
from pathlib import Path

from operator_console.app import paths
from operator_console.app.light_imports import import_qt_alone, postpone

NOT_AT_FIRST = ("asyncio", "ssl")
"""Until the first frame of a remembered account nothing waits and no server is asked."""


def run(data_dir: str | None, language: str | None, theme: str | None) -> int:
    """Run the command. A data folder of its own also holds the settings, so that runs do not meet."""
    gc.disable()  # nothing is garbage before the first frame; from then on ui.kit.garbage collects
    for name in NOT_AT_FIRST:
        postpone(name)
    import_qt_alone()
    from operator_console.app.console import ConsoleOptions, run_console

    folder = Path(data_dir) if data_dir else None
    return run_console(
        ConsoleOptions(
            data_dir=folder or paths.console_data_dir(),
            settings_path=folder / "settings.json" if folder else paths.settings_path(),
            language=language,
            theme=theme,
        )
    )
