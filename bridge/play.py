"""Playing live: opens the doors, starts the engine, waits for the player to stop. No sound here."""

import time
from dataclasses import dataclass
from pathlib import Path

from bridge.doors import DoorError
from bridge.midi import MidiDoor
from bridge.osc import OscDoor
from engine import offline
from engine.first_minute import first_minute
from engine.instrument import Instrument
from engine.live import Live, Performer
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import BadValue
from engine.ring import Ring
from engine.soundcard import NoSoundCard, SoundCard, output_channels
from engine.store import Events, Store
from engine.take import Recorder


@dataclass(frozen=True)
class Settings:
    """What `flowbend play` may be told."""

    device: int | str | None = None
    osc_host: str = "127.0.0.1"
    osc_port: int = 9000
    midi_port: str | None = None
    midi_api: str | None = None
    midi: bool = True
    seconds: float | None = None
    """Stop by itself after so long; None plays until Ctrl-C."""
    take: Path | None = None
    """Record the performance here."""
    out: Path = Path("flowbend.wav")
    """Where the sound goes when there is no sound card."""
    block_latents: int = 2
    ring_blocks: int = 3
    backing: bool = True
    """Perform the built-in take on whatever no hand has touched."""


def play(instrument: Instrument, settings: Settings, start: dict[str, object]) -> int:
    """[control] Play until told to stop; returns the process's exit status.

    `start` are values by row id, set as a hand would. Raises BadValue and DoorError.
    """
    if settings.take is not None and not settings.take.absolute().parent.is_dir():
        raise BadValue(f"the take {settings.take} cannot be kept: there is no such folder")
    contract = instrument.contract
    store, events, meters = Store(), Events(), Meters()
    panel = Panel(store, events, contract.instruments)
    panel.set_many(start, "command line")
    recorder = Recorder(settings.block_latents, instrument.name) if settings.take else None
    rate = contract.sample_rate / contract.hop
    backing = None
    if settings.backing:
        backing = first_minute(contract.instruments, rate, settings.block_latents)
    performer = Performer(
        instrument, store, events, meters, settings.block_latents, backing, recorder
    )
    try:
        channels = output_channels(settings.device)
        ring = Ring(performer.block_samples, channels, settings.ring_blocks)
        card = SoundCard(ring, contract.sample_rate, device=settings.device)
        live = Live(performer, ring, card, meters)
        status = _live(performer, settings, panel, live, card, meters)
    except NoSoundCard as error:
        status = _to_file(performer, settings, str(error), contract.sample_rate)
    if recorder is not None and settings.take is not None:
        recorder.take.save(settings.take)
        print(f"The take is in {settings.take}: flowbend render --take {settings.take}")
    return status


def _to_file(performer: Performer, settings: Settings, why: str, sample_rate: int) -> int:
    """The same sound, without a clock, for one minute or as long as asked."""
    print(f"{why}. Writing the sound to {settings.out} instead.", flush=True)
    seconds = 60.0 if settings.seconds is None else settings.seconds
    count = max(1, round(seconds * sample_rate / performer.block_samples))
    sound = (performer.block() for _ in range(count))
    offline.write(settings.out, sound, count, sample_rate, "play")
    print(f"{settings.out}: {count * performer.block_samples / sample_rate:.1f} s")
    return 0


def _live(
    performer: Performer, settings: Settings, panel: Panel, live: Live, card: SoundCard,
    meters: Meters,
) -> int:
    osc = OscDoor(panel, settings.osc_host, settings.osc_port)
    midi = MidiDoor(panel, settings.midi_port, api=settings.midi_api) if settings.midi else None
    osc.start()
    try:
        print(f"Playing {performer.instrument.name} on {card.name}. Ctrl-C stops.")
        print(f"OSC on {osc.address[0]}:{osc.address[1]}, e.g. "
              f"oscsend {osc.address[0]} {osc.address[1]} /param/brightness f 3000")
        if midi is not None:
            midi = _open_midi(midi, required=settings.midi_port is not None)
        live.start()
        print("Sounding.", flush=True)
        _wait(live, settings.seconds)
    finally:
        live.stop()
        osc.stop()
        if midi is not None:
            midi.stop()
    if live.error is not None:
        print(f"The sound has stopped: {live.error}")
        return 1
    print(_farewell(meters))
    return 0


def _open_midi(midi: MidiDoor, required: bool) -> MidiDoor | None:
    try:
        midi.start()
    except DoorError as error:
        if required:
            raise
        print(f"Without MIDI: {error}")
        return None
    print(f"MIDI on {midi.port_name}")
    return midi


def _wait(live: Live, seconds: float | None) -> None:
    until = None if seconds is None else time.monotonic() + seconds
    try:
        while until is None or time.monotonic() < until:
            left = 0.5 if until is None else max(0.0, min(0.5, until - time.monotonic()))
            if live.wait(left):
                return
    except KeyboardInterrupt:
        print()


def _farewell(meters: Meters) -> str:
    got = meters.read()
    return (
        f"{got['blocks']} blocks, {got['underruns']} underruns; a block of "
        f"{got['block_duration_ms']:.1f} ms took {got['block_ms_median']:.1f} ms "
        f"(p99 {got['block_ms_p99']:.1f} ms)"
    )
