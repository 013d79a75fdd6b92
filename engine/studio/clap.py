"""Words by ear: what the instrument can do is rendered, and CLAP (Wu et al. 2023), which knows both
texts and sounds, says what of it is most like the text. Its weights are the user's own.

They are read in the form that `transformers` keeps (`laion/clap-htsat-unfused` and its relatives).
The checkpoints of the package laion-clap itself are pickles, which can run anything, so they are
not opened; that package also needs a NumPy before 2.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from engine.instrument import Instrument
from engine.parameters import BadValue
from engine.studio import asking, journey, sounds

SECONDS, STEPS = 5.0, 2
WEIGHTS = "model.safetensors"
CONDITIONS: dict[str, tuple[float, float]] = {
    "rms": (-34.0, -14.0), "brightness": (500.0, 4000.0), "noisiness": (0.05, 0.6),
    "onset_rate": (0.6, 8.0),
}
"""What is tried of each lane beside leaving it free: little and much, in the rows' units."""


def nearest(
    instrument: Instrument, text: str, folder: Path
) -> tuple[dict[str, float | str], dict[str, str]]:
    """[control] Rows, and remarks on them: the instrument whose sound is most like the text, and
    then lane by lane whatever makes it more so. Raises BadValue for a folder without weights."""
    ear = Ear(folder)
    wanted = ear.words(text)

    def likeness(tries: Sequence[Mapping[str, float]]) -> np.ndarray:
        clips = [_played(instrument, settings) for settings in tries]
        return ear.sounds(clips, instrument.contract.sample_rate) @ wanted

    names = instrument.contract.instruments
    found = likeness([{"instrument_a": number} for number in range(len(names))])
    best, most = int(found.argmax()), float(found.max())
    kept: dict[str, float] = {"instrument_a": best}
    for lane, values in CONDITIONS.items():
        mode = "onset_mode" if lane == "onset_rate" else f"{lane}_mode"
        tries = [{**kept, lane: value, mode: 1.0} for value in values]
        scores = likeness(tries)
        if scores.max() > most:
            kept, most = tries[int(scores.argmax())], float(scores.max())
    others = [names[one] for one in np.argsort(-found)[1:4]]
    remarks = {"instrument_a": f"likeness {most:.2f} by CLAP; else {', '.join(others)}"}
    told: dict[str, float | str] = {
        row: "held" if row.endswith("_mode") else value for row, value in kept.items()
    }
    return told | {"instrument_a": names[best]}, remarks


def _played(instrument: Instrument, settings: Mapping[str, float]) -> np.ndarray:
    """(samples,) of what the settings sound like."""
    contract = instrument.contract
    latents = asking.latents_of(instrument, int(SECONDS * contract.sample_rate))
    request = asking.request(instrument, latents, settings)
    return journey.decode(instrument, journey.sample(instrument, request, STEPS)).mean(axis=1)


class Ear:
    """CLAP's two halves: texts and sounds to vectors that lie near where they mean the same."""

    def __init__(self, folder: Path):
        """[control] Raises BadValue where there are no weights, or what reads them is missing."""
        try:
            from transformers import ClapModel, ClapProcessor
            from transformers.utils import logging
        except ModuleNotFoundError as missing:
            raise BadValue(
                f"CLAP needs {missing.name}: `pip install 'flowbend[text]'`"
            ) from missing
        folder = Path(folder)
        if not (folder / WEIGHTS).is_file() or _kind(folder) != "clap":
            raise BadValue(
                f"{folder} is no folder with CLAP's weights ({WEIGHTS} and config.json): fetch"
                " laion/clap-htsat-unfused from Hugging Face and name its folder. A .pt file of"
                " laion-clap is a pickle, which can run anything, and is not opened"
            )
        logging.disable_progress_bar()
        try:
            self._model = ClapModel.from_pretrained(
                folder, local_files_only=True, use_safetensors=True
            ).eval()
            self._processor = ClapProcessor.from_pretrained(folder, local_files_only=True)
        except (OSError, ValueError, RuntimeError, TypeError) as error:
            raise BadValue(f"{folder} cannot be read as CLAP's weights: {error}") from error

    def words(self, text: str) -> np.ndarray:
        """[control] (d,) of length 1."""
        given = self._processor(text=[text], return_tensors="pt", truncation=True)
        return _lengths(self._model.get_text_features(**given))[0]

    def sounds(self, clips: Sequence[np.ndarray], sample_rate: int) -> np.ndarray:
        """[control] (n, d), each of length 1, of (samples,) clips."""
        rate = self._processor.feature_extractor.sampling_rate
        heard = [sounds.resampled(clip[:, None], sample_rate, rate)[:, 0] for clip in clips]
        found = []
        for clip in heard:  # one by one: the spectrograms of all at once are large
            given = self._processor(audio=[clip], sampling_rate=rate, return_tensors="pt")
            found.append(_lengths(self._model.get_audio_features(**given)))
        return np.concatenate(found)


def _kind(folder: Path) -> str:
    try:
        return str(json.loads((folder / "config.json").read_text()).get("model_type"))
    except (OSError, ValueError, AttributeError):
        return ""


def _lengths(features) -> np.ndarray:
    """Vectors of length 1; transformers 5 has them inside of an output, earlier ones plain."""
    features = getattr(features, "pooler_output", features).detach().cpu().numpy()
    return features / np.linalg.norm(features, axis=-1, keepdims=True)
