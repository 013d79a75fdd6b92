"""Playing live: keeps an engine, opens the doors to it, shows how it does, waits for the player to
stop. No sound here, and no model.
"""

import sys
import time
from collections.abc import Mapping

from bridge.doors import DoorError
from bridge.entrance import Entrance
from bridge.keeper import LOOK_S, EngineFailed, Keeper
from bridge.on_the_beat import OnTheBeat, early_s
from bridge.presets import Presets
from bridge.repertoire import Repertoire
from bridge.settings import Settings
from engine.ear import start_modes
from engine.link import State
from engine.meters import Meters
from engine.panel import Panel
from engine.parameters import BadValue

_STATUS_S = 0.5


def play(settings: Settings, start: dict[str, object]) -> int:
    """[control] Play until told to stop; returns the process's exit status.

    `start` are values by row id, set as a hand would. Raises BadValue, DoorError, NoSession and
    EngineFailed; the engine then ends, unless it was another bridge's before.
    """
    if settings.take is not None and not settings.take.absolute().parent.is_dir():
        raise BadValue(f"the take {settings.take} cannot be kept: there is no such folder")
    if settings.preset is not None:
        Presets(settings.presets_folder).text(settings.preset)
    keeper = Keeper(settings.session, settings.orders())
    try:
        keeper.wait_until(State.READY, State.PLAYING, State.WRITING)
        if keeper.took_over:
            _tell_of_the_other(keeper, settings)
        shared = keeper.shared
        panel = Panel(
            shared.store(), shared.events(), keeper.facts["instruments"], shared.ask_for_model
        )
        if keeper.orders.listen is not None and not keeper.took_over:
            panel.set_many(start_modes(), "command line")
        repertoire = _repertoire(keeper, settings, panel)
        panel.set_many(start, "command line")
        status = _perform(keeper, settings, panel, repertoire)
    except (BadValue, DoorError):
        if keeper.took_over:
            keeper.leave()
        else:
            keeper.stop()
        raise
    except BaseException:
        keeper.stop()
        raise
    keeper.stop()
    if status == 0 and keeper.link.position:
        print(_farewell(shared.meters(), int(keeper.link.lives)))
    if keeper.orders.take is not None:
        take = settings.take or keeper.orders.take
        print(f"The take is in {take}: flowbend render --take {take}")
    return status


def _tell_of_the_other(keeper: Keeper, settings: Settings) -> None:
    """What the player must know of an engine that has been playing all along."""
    print(f"Taking over the running engine of session {keeper.places.session!r}, as it plays: its"
          " model, its device and its take.")
    if settings.listen is not None and keeper.orders.listen is None:
        print("It does not listen: end it and begin anew for that.")
    wanted, has = settings.orders().take, keeper.orders.take
    if wanted is not None and wanted != has:
        print(f"It does not record to {settings.take}: end it and begin anew for that.")


def _repertoire(keeper: Keeper, settings: Settings, panel: Panel) -> Repertoire:
    """What can be recalled; the preset and the set list that were asked for."""
    shared = keeper.shared
    trace, meters = shared.trace(), shared.meters()
    beat = OnTheBeat(
        panel, shared.timeline(), lambda: early_s(trace, meters), lambda: bool(keeper.link.hushed)
    )
    repertoire = Repertoire(panel, settings.presets_folder, keeper.places.session, beat)
    if settings.set_list is not None:
        repertoire.set_list(settings.set_list)
    if settings.preset is not None:
        repertoire.start_with(settings.preset)
    return repertoire


def _perform(keeper: Keeper, settings: Settings, panel: Panel, repertoire: Repertoire) -> int:
    """Live, or to a file where there is no sound card."""
    if "card" in keeper.facts:
        status = _live(keeper, settings, panel, repertoire)
        if status is not None:
            return status
    while repertoire.notices:
        print(repertoire.notices.popleft())
    return _to_file(keeper, settings)


def _to_file(keeper: Keeper, settings: Settings) -> int:
    """The engine writes the same sound, without a clock, for one minute or as long as asked."""
    print(f"{keeper.facts['no_card']}. Writing the sound to {settings.out} instead.", flush=True)
    keeper.play()
    keeper.wait_until(State.ENDED, patience_s=float("inf"))
    print(f"{settings.out}: {keeper.facts['written_seconds']:.1f} s")
    return 0


def _live(
    keeper: Keeper, settings: Settings, panel: Panel, repertoire: Repertoire
) -> int | None:
    """The exit status, or None when the card does not open after all."""
    doors = Entrance(keeper, settings, panel, repertoire)
    try:
        facts = keeper.facts
        print(f"Playing {facts['instrument']} on {facts['card']}. Ctrl-C stops.")
        if keeper.orders.listen is not None:
            print(f"Listening to {facts['input']}, which drives the lanes that are driven.")
        doors.open()
        keeper.play()
        if keeper.wait_until(State.PLAYING, State.WRITING) is State.WRITING:
            return None
        doors.open_later()
        print("Sounding.", flush=True)
        _wait(keeper, settings.seconds, doors)
    except EngineFailed as failed:
        print(f"The sound has stopped: {failed}")
        return 1
    finally:
        doors.close()
    return 0


def _wait(keeper: Keeper, seconds: float | None, doors: Entrance) -> None:
    """Until the time is over, or Ctrl-C, or somebody else has ended the engine."""
    until = None if seconds is None else time.monotonic() + seconds
    notices, meters, line = keeper.shared.notices, keeper.shared.meters(), _StatusLine()
    told = 0 if not keeper.took_over else notices.count
    try:
        while (until is None or time.monotonic() < until) and not keeper.link.is_at(State.ENDED):
            silence = keeper.look()
            texts, told = notices.since(told)
            if silence is not None:
                news = (f"The engine had died. Another one plays, {silence:.1f} s later, with the"
                        " same values; keys that were held are lifted.")
                doors.say(news)
                texts = [news, *texts]
            for text in [*texts, *doors.news(time.monotonic())]:
                line.say(text)
            line.show(meters)
            time.sleep(LOOK_S)
    except KeyboardInterrupt:
        pass
    line.end()


class _StatusLine:
    """One line at the bottom of a terminal, written over twice a second; nothing in a pipe."""

    def __init__(self) -> None:
        self._shows = sys.stdout.isatty()
        self._next = 0.0

    def show(self, meters: Meters) -> None:
        now = time.monotonic()
        if self._shows and now > self._next:
            self._next = now + _STATUS_S
            print(f"\r\x1b[K{status(meters)}", end="", flush=True)

    def say(self, text: str) -> None:
        """A line that stays."""
        print(f"\r\x1b[K{text}" if self._shows else text, flush=True)

    def end(self) -> None:
        if self._shows:
            print()


def status(meters: Meters) -> str:
    """[any] How the engine does, in a line."""
    got = meters.read()
    if got["load"] is None:
        return "waiting for the engine"
    given_up = f", {got['rung']:g} given up" if got["rung"] else ""
    level = "" if got["rms_db"] is None else f"{got['rms_db']:4.0f} dB, "
    return (
        f"{_heard(got)}{_followed(got)}{level}load {100 * (got['load'] or 0):.0f} %,"
        f" {got['steps'] or 0:g} steps, ring {got['ring_blocks'] or 0:g}, underruns"
        f" {got['underruns']} at the card and {got['late_blocks']} before it{given_up}"
    )


_SHOWN = (("rms", "dB", 0), ("brightness", "Hz", 0), ("noisiness", "noisy", 2),
          ("onsets", "attacks/s", 1))


def _heard(got: Mapping[str, float | int | None]) -> str:
    """What a live input brings, and after how long an attack in it is answered."""
    if got["listening"] is None:
        return ""
    if not got["listening"]:
        return "hears nothing, "
    delay = got["listen_delay_ms"]
    answered = "" if delay is None else f" (answered in {delay:.0f} ms)"
    return f"hears {got['heard_rms'] or 0:.0f} dB{answered}, "


def _followed(got: Mapping[str, float | int | None]) -> str:
    """What is asked and what the sound does, of every lane that is asked."""
    texts = [
        f"{unit} {got[f'asked_{lane}']:.{digits}f}>{got[f'got_{lane}']:.{digits}f}"
        for lane, unit, digits in _SHOWN
        if got[f"asked_{lane}"] is not None and got[f"got_{lane}"] is not None
    ]
    return f"asked>got {' '.join(texts)}, " if texts else ""


def _farewell(meters: Meters, lives: int) -> str:
    got = meters.read()
    engines = f"; the last of {lives} engines" if lives > 1 else ""
    return (
        f"{got['blocks']} blocks, {got['underruns']} underruns ({got['late_blocks']} seen before"
        f" the ring); a block of {got['block_duration_ms'] or 0:.1f} ms took"
        f" {got['block_ms_median'] or 0:.1f} ms (p99 {got['block_ms_p99'] or 0:.1f} ms){engines}"
    )
