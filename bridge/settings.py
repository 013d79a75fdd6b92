"""What `flowbend play` may be told, and what of it the engine is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bridge.transport import AUTO
from engine.folders import mine
from engine.orders import Orders


@dataclass(frozen=True)
class Settings:
    """What `flowbend play` may be told."""

    model: Path | None = None
    precision: str | None = None
    """float32 or int8; None is the one that plays faster here."""
    session: str | None = None
    """Under this name a later `flowbend play` finds the engine again; None is the user's own."""
    device: int | str | None = None
    buffer_samples: int | None = None
    """What the device should queue; None is the least it offers."""
    outputs: tuple[int, ...] | None = None
    """The device's outputs, from 1, for left and right."""
    osc_host: str = "127.0.0.1"
    osc_port: int = 9000
    osc_query: bool = True
    osc_query_port: int | None = None
    """None is the number of the OSC port, or any other when that is taken."""
    midi_ports: tuple[str, ...] = ()
    """Parts of the names of ports to join, or "all"."""
    midi_maps: Mapping[str, str] = field(default_factory=dict)
    """Mappings by a part of a port's name; "" is for all others."""
    midi_api: str | None = None
    midi: bool = True
    web: bool = True
    """Serve the page."""
    web_port: int | None = None
    """None is the usual one, and no page where that is taken."""
    web_token: str | None = None
    """Opens the page to the network, for those who know it."""
    seconds: float | None = None
    """Stop by itself after so long; None plays until Ctrl-C."""
    take: Path | None = None
    """Record the performance here."""
    out: Path = Path("flowbend.wav")
    """Where the sound goes when there is no sound card."""
    block_latents: int = 2
    listen: int | str | None = None
    """An input that drives the lanes, by index or name; "" is the system's default."""
    listen_inputs: tuple[int, ...] | None = None
    """Which of its channels, from 1; None is the first."""
    safety: int = 1
    rescue: bool = True
    backing: bool = True
    """Perform the built-in take on whatever no hand has touched."""
    alone_seconds: float | None = None
    urgent: bool = True
    presets: Path | None = None
    """Where presets, set lists and snapshots lie; None is the user's own folder."""
    preset: str | None = None
    """Recalled before anything sounds."""
    set_list: str | None = None
    clock: str = AUTO
    """Who may lead the beat: one of transport.CLOCKS."""

    @property
    def presets_folder(self) -> Path:
        """[any] Where presets, set lists and snapshots lie."""
        return self.presets or mine("presets")

    def orders(self) -> Orders:
        """[any] What the engine is told of it."""
        return Orders(
            model=None if self.model is None else str(self.model.absolute()),
            precision=self.precision, device=self.device, buffer_samples=self.buffer_samples,
            outputs=self.outputs, block_latents=self.block_latents, safety=self.safety,
            rescue=self.rescue, backing=self.backing,
            take=None if self.take is None else str(self.take.absolute()),
            out=str(self.out.absolute()),
            out_seconds=60.0 if self.seconds is None else self.seconds,
            alone_seconds=self.alone_seconds, urgent=self.urgent,
            listen=self.listen, listen_inputs=self.listen_inputs,
        )
