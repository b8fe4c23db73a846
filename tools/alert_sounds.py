"""Write the alert sounds of resources/sounds anew; they are computed, so that nobody else's recording is needed."""

import array
import math
import sys
import wave
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "sounds"
RATE_HZ = 16_000

# Of each sound: (start in seconds, length in seconds, pitch in Hz, loudness 0 to 1).
SOUNDS = {
    "new_chat": ((0.00, 0.22, 659.3, 0.7), (0.11, 0.30, 987.8, 0.8)),
    "message": ((0.00, 0.20, 784.0, 0.7),),
    "deadline": ((0.00, 0.13, 880.0, 0.9), (0.15, 0.13, 880.0, 0.9), (0.30, 0.22, 1174.7, 1.0)),
}


def samples(notes: tuple[tuple[float, float, float, float], ...]) -> "array.array[int]":
    """Return 16-bit samples of soft bell tones that begin without a click and fade out."""
    length = max(start + span for start, span, _, _ in notes)
    mixed = [0.0] * math.ceil(length * RATE_HZ)
    for start, span, pitch, loudness in notes:
        first = round(start * RATE_HZ)
        for place in range(round(span * RATE_HZ)):
            at_s = place / RATE_HZ
            shape = min(1.0, at_s / 0.006) * math.exp(-4.2 * at_s / span) * (1 - at_s / span)
            tone = math.sin(math.tau * pitch * at_s) + 0.25 * math.sin(math.tau * 2 * pitch * at_s)
            if first + place < len(mixed):
                mixed[first + place] += loudness * shape * tone
    loudest = max(abs(value) for value in mixed)
    return array.array("h", (round(28_000 * value / loudest) for value in mixed))


def main() -> int:
    """Write every sound as a mono WAV file."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        values = samples(notes)
        if sys.byteorder == "big":
            values.byteswap()
        with wave.open(str(TARGET / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE_HZ)
            file.writeframes(values.tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
