"""What a recording asks for when it is an example to play like: rows of the table. Which instrument
it is most like, and where its lanes mostly stand. Its melody and its course are not kept.
"""

import numpy as np

from engine.instrument import Instrument
from engine.parameters import BadValue, find, mode_of
from engine.studio import asking, likeness, reading
from engine.studio.words import Understood

SOUNDING_DB = 25.0
"""As the corpus was measured for words: what is so far below the loudest moment is decay."""
SILENT_DB = -60.0


def settings_of_sound(instrument: Instrument, audio: np.ndarray) -> Understood:
    """[control] Rows for a sound like (samples, channels) at the instrument's rate, each lane held
    at its median. Raises BadValue for silence, BrokenContract without an encoder."""
    read = reading.read(instrument, audio)
    loud = read.curves["rms"]
    heard = loud > max(float(loud.max()) - SOUNDING_DB, SILENT_DB)
    if not heard.any():
        raise BadValue("there is nothing to hear in the example: it is silent")
    request = asking.request(instrument, len(loud), {}, read.curves)
    share = likeness.instrument_of(instrument, read.latents, request)
    names, best = instrument.contract.instruments, np.argsort(-share)
    settings: dict[str, float | str] = {"instrument_a": names[best[0]]}
    told = ", ".join(f"{names[one]} {share[one]:.0%}" for one in best[1:4] if share[one] > 0.05)
    remarks = {"instrument_a": f"{share[best[0]]:.0%}{f'; else {told}' if told else ''}"}
    for lane, curve in read.curves.items():
        low, middle, high = np.quantile(curve[heard], [0.1, 0.5, 0.9])
        settings[lane] = _within(lane, middle)
        remarks[lane] = f"mostly from {low:.3g} to {high:.3g}"
    seconds = float(heard.sum()) * instrument.contract.hop / instrument.contract.sample_rate
    strengths = [strength for _, strength in read.attacks]
    settings["onset_rate"] = _within("onset_rate", len(strengths) / max(seconds, 0.25))
    settings["onset"] = _within("onset", float(np.median(strengths)) if strengths else 0.0)
    remarks["onset_rate"] = f"{len(strengths)} attacks"
    for row in list(settings):
        if mode := mode_of(find(row)):
            settings[mode.id] = "held"
    return Understood(settings, remarks)


def _within(row: str, value: float) -> float:
    """A value as a knob can have it."""
    return float(f"{np.clip(value, find(row).minimum, find(row).maximum):.3g}")
