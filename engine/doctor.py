"""What this machine can do for playing: one finding for each thing that matters, and the command
that mends it. It looks and times, and changes nothing. The doors' findings are bridge/doctor.py's.
"""

import json
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path

from engine import bench, devices, priority
from engine.contract import BrokenContract
from engine.devices import Device, NoSoundCard
from engine.instrument import SHIPPED, Instrument
from engine.parameters import find
from engine.quiet import quiet

RATES = (44100, 48000, 88200, 96000)
_BLOCKS = 100
_ROOMY = 0.6
"""A p99 of at most this share of a block leaves room for whatever else a machine does."""
_SAFETIES = ((0.4, 0), (0.8, 1), (1.5, 2))
"""The p99 of a block, over its length, up to which this --safety does; beyond it is 3."""
_LIMITS = (
    r"printf '@audio - rtprio 95\n@audio - memlock unlimited\n' |"
    " sudo tee /etc/security/limits.d/flowbend.conf; sudo usermod -aG audio $USER"
    " (then log in again)"
)


@dataclass(frozen=True)
class Finding:
    """One thing. Without what is `needed` there is no playing; the rest makes it better."""

    name: str
    is_well: bool
    says: str
    remedy: str = ""
    needed: bool = False
    figures: dict[str, float] = field(default_factory=dict)


def examine(model: Path | None, wanted: int | str | None) -> Iterator[Finding]:
    """[control] Sound card, what the system grants, and the speed of this instrument, one after
    the other; takes some seconds."""
    yield from _card(wanted)
    yield _callback()
    yield _place()
    yield _memory()
    yield _cores()
    yield from _speed(model)


def _card(wanted: int | str | None) -> Iterator[Finding]:
    try:
        with quiet():
            device = devices.choose(wanted)
    except NoSoundCard as error:
        says, _, remedy = str(error).partition(": ")
        yield Finding("sound card", False, says, remedy, needed=True)
        return
    yield Finding("sound card", True, str(device), needed=True)
    rates = [rate for rate in RATES if _plays(device, rate)]
    ours = 48000 in rates
    says = f"plays {', '.join(map(str, rates)) or 'its own rate'} Hz" + (
        "" if ours else "; 48000 is resampled, which delays by up to 20 ms"
    )
    yield Finding("rates", ours, says, "" if ours else devices.remedy(devices.RATE_REMEDY))


def _plays(device: Device, rate: int) -> bool:
    try:
        with quiet():
            devices.check(device, min(2, device.outputs), rate)
    except NoSoundCard:
        return False
    return True


def _callback() -> Finding:
    if find_spec("rtmixer") is not None:
        return Finding("callback", True, "in C (rtmixer): Python cannot hold the sound up")
    return Finding("callback", False, "a Python thread feeds the card", "pip install rtmixer")


def _place() -> Finding:
    """Asked for in a thread of its own, as the render thread does; this one stays as it is."""
    got: list[int] = []
    thread = threading.Thread(target=lambda: got.append(priority.go_first()))
    thread.start()
    thread.join()
    first = got[0] == priority.FIRST
    says = {priority.FIRST: "real-time is granted", priority.NICER: "raised, not real-time"}.get(
        got[0], "as any program: other work can interrupt the sound"
    )
    linux = sys.platform.startswith("linux")
    return Finding("priority", first or not linux, says, "" if first or not linux else _LIMITS)


def _memory() -> Finding:
    if not sys.platform.startswith("linux"):
        return Finding("memory", True, "this system locks none")
    if priority.may_lock():
        return Finding("memory", True, "may be locked: nothing is swapped out")
    return Finding("memory", False, "may not be locked: the sound can wait for the disk", _LIMITS)


def _cores() -> Finding:
    cores = priority.cores()
    governor = Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    slow = governor.exists() and governor.read_text().strip() == "powersave"
    says = f"{cores} core{'s' * (cores > 1)}" + ("; their clock saves power" if slow else "")
    remedy = "sudo cpupower frequency-set -g performance" if slow else ""
    if cores < 2:
        remedy = "one for the sound and one for the rest: close other programs"
    return Finding("cores", not remedy, says, remedy)


def _speed(model: Path | None) -> Iterator[Finding]:
    try:
        instrument = Instrument(model or SHIPPED)
    except BrokenContract as error:
        says, _, remedy = str(error).partition(": ")
        yield Finding("instrument", False, says, remedy, needed=True)
        return
    yield Finding("instrument", True, f"{instrument.name}, {instrument.folder}", needed=True)
    yield blocks(_timed(instrument), 1000 * instrument.contract.stride * instrument.contract.hop
                 / instrument.contract.sample_rate)


def _timed(instrument: Instrument) -> list[bench.Row]:
    """Blocks in a thread that goes first, as those that are played."""
    rows: list[bench.Row] = []

    def run() -> None:
        priority.go_first()
        steps = (1, 2, int(find("steps").default))
        timed, _ = bench.bench(instrument.folder, _BLOCKS, steps, (instrument.precision,))
        rows.extend(timed)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return [row for row in rows if row.guidance]


def blocks(rows: list[bench.Row], budget_ms: float) -> Finding:
    """[any] What the times of blocks, by steps, mean for playing; and a --safety."""
    *_, asked = rows
    share = asked.p99_ms / budget_ms
    safety = next((level for most, level in _SAFETIES if share <= most), 3)
    fits = [row.steps for row in rows if row.p99_ms <= _ROOMY * budget_ms]
    says = (
        f"{asked.steps} steps take {asked.median_ms:.1f} ms, p99 {asked.p99_ms:.1f} ms, of"
        f" {budget_ms:.1f} ms; --safety {safety} suits"
    )
    remedy = ""
    if asked.steps not in fits:
        fewer = f"flowbend play --set steps={fits[-1] if fits else 1}"
        remedy = f"{fewer} --safety {safety}, and close what else runs"
    plays = rows[0].median_ms < budget_ms
    figures = {"block_ms_median": asked.median_ms, "block_ms_p99": asked.p99_ms,
               "budget_ms": budget_ms, "safety": safety}
    return Finding("block", not remedy, says, remedy, needed=not plays, figures=figures)


def is_playable(findings: list[Finding]) -> bool:
    """[any] Whether nothing that is needed is missing."""
    return all(one.is_well for one in findings if one.needed)


def page(findings: list[Finding]) -> str:
    """[any] All of it for people."""
    can = "can" if is_playable(findings) else "cannot"
    lines = [f"Flowbend {can} be played here.", ""]
    for one in findings:
        mark = "ok" if one.is_well else "MISSING" if one.needed else "could be better"
        lines.append(f"{mark:16s}{one.name:12s}{one.says}")
        lines += [f"{'':28s}-> {one.remedy}"] if one.remedy else []
    return "\n".join(lines)


def as_json(findings: list[Finding]) -> str:
    """[any] All of it for programs."""
    figures = {name: x for one in findings for name, x in one.figures.items()}
    document = {"playable": is_playable(findings), **figures,
                "findings": [asdict(one) for one in findings]}
    return json.dumps(document, indent=1)
