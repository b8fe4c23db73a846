"""A machine that tells what the test wants: fits `ui.ports.PresenceDoor`."""

from operator_console.domain.presence import MachineOffers


class FakePresence:
    """`offers` may be set to anything."""

    def __init__(self) -> None:
        self.offers: MachineOffers | None = MachineOffers(idle=True, lock=True)
