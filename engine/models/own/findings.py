"""What was found in a folder of recordings, in the words of whoever owns it."""

from dataclasses import dataclass, field

from engine.models.own import listening

_KINDS = {
    listening.VOICE: "phrases of one voice", listening.CHORDS: "phrases of several voices",
    listening.UNPITCHED: "phrases without pitch",
    listening.MANY: "phrases whose notes cannot be told apart (no keys are learned from them)",
}


@dataclass
class Findings:
    """What was found: recordings, seconds, what was left out and why, and each instrument."""

    files: int = 0
    seconds: float = 0.0
    silence: float = 0.0
    unreadable: list[str] = field(default_factory=list)
    duplicates: list[tuple[str, str]] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)
    instruments: dict[str, dict] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """[any] For people."""
        told = [f"{self.files} recordings, {_minutes(self.seconds)} of sound"
                f" ({_minutes(self.silence)} of silence left out)."]
        told += [f"Left out: {reason}." for reason in self.unreadable]
        told += [f"Left out: {b} is the same recording as {a}." for a, b in self.duplicates]
        told += [f"Clipped, and learned so: {name}." for name in self.clipped]
        for name, row in self.instruments.items():
            kinds = ", ".join(f"{count} {_KINDS[kind]}" for kind, count in row["kinds"].items())
            told.append(f"{name}: {_minutes(row['seconds'])}, {row['notes']} notes, {kinds};"
                        f" {row['held_out']} of {row['phrases']} phrases held out.")
        return told


def _minutes(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.1f} minutes"
