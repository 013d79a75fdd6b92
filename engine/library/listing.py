"""What the models of this machine say of themselves, as lines and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.contract import BrokenContract
from engine.library import card, digest, inspection
from engine.library.catalogue import is_shipped


@dataclass(frozen=True)
class Row:
    """One model. bytes: of all that is loaded. digest: "ok", "none" or what differs. fault: why it
    cannot be played, or ""."""

    name: str
    folder: str
    shipped: bool
    bytes: int
    digest: str
    licence: str
    about: str
    fault: str = ""
    instruments: tuple[str, ...] = ()
    sample_rate: int = 0
    channels: int = 0
    precisions: tuple[str, ...] = ()
    words: bool = False


def rows(models: Mapping[str, Path]) -> list[Row]:
    """[control] A row for each model by name."""
    return [_row(name, folder) for name, folder in models.items()]


def as_json(found: list[Row]) -> str:
    """[any] The rows, for programs."""
    return json.dumps([asdict(row) for row in found], indent=1)


def text(found: list[Row]) -> str:
    """[any] The rows, for people: what plays, what the card says, where it lies."""
    return "\n\n".join(_lines(row) for row in found)


def _row(name: str, folder: Path) -> Row:
    files = digest.loaded(folder)
    state = "none"
    if digest.is_there(folder):
        state = "; ".join(digest.faults(folder)) or "ok"
    told = card.read(folder) or card.Card("", "no card (README.md)")
    row = Row(name, str(folder.absolute()), is_shipped(folder),
              sum(path.stat().st_size for path in files), state, told.licence, told.about)
    try:
        promise = inspection.promise(folder)
    except BrokenContract as refused:
        return Row(**{**asdict(row), "fault": str(refused)})
    denoiser = promise.denoiser
    return Row(**{
        **asdict(row), "instruments": tuple(denoiser.instruments),
        "sample_rate": denoiser.sample_rate, "channels": promise.decoder.channels,
        "precisions": tuple(promise.precisions), "words": (folder / "words.npz").is_file(),
    })


def _lines(row: Row) -> str:
    size = f"{row.bytes / 1e6:.0f} MB" if row.bytes >= 1e6 else f"{row.bytes / 1e6:.2f} MB"
    count = len(row.instruments)
    plays = [
        f"{count} instrument{'s' * (count != 1)}", f"{row.sample_rate / 1000:g} kHz",
        {1: "mono", 2: "stereo"}.get(row.channels, f"{row.channels} channels"),
        " and ".join(row.precisions), *(["words"] if row.words else []), size,
    ]
    lines = [f"{row.name}: " + (row.fault or ", ".join(plays))]
    sums = {"ok": "digest ok", "none": "no digest"}.get(row.digest, f"digest: {row.digest}")
    lines.append("  " + "; ".join([row.licence or "no licence in its card", sums]))
    lines += [f"  {row.about}"] if row.about else []
    return "\n".join([*lines, f"  {row.folder}{' (shipped)' * row.shipped}"])
