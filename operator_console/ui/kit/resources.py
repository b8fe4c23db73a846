"""Where the packed resources of the window are; knows only the folder it was given."""

from pathlib import Path

from msgspec import Struct


class Resources(Struct, frozen=True):
    """Folders of resources below `root`, which app finds once."""

    root: Path

    @property
    def icons(self) -> Path:
        """Line icons, one SVG each."""
        return self.root / "icons"

    @property
    def fonts(self) -> Path:
        """The weights of the window's typeface."""
        return self.root / "fonts"

    @property
    def themes(self) -> Path:
        """Colours as JSON and the style sheet template."""
        return self.root / "themes"

    @property
    def sounds(self) -> Path:
        """Alert sounds, WAV."""
        return self.root / "sounds"

    @property
    def translations(self) -> Path:
        """Compiled Qt translations."""
        return self.root / "translations"
