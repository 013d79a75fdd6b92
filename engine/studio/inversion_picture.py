"""The picture of a study of inversion: error against steps, and what the codec allows."""

from pathlib import Path

from engine.studio import drawing
from engine.studio.inversion import EULER, MIDPOINT, Study

_HUES = {MIDPOINT: drawing.AMBER, EULER: drawing.CYAN}


def draw(path: Path, study: Study, title: str) -> None:
    """[control] Latents' error, waveform and mel distance, side by side, a line for each method.
    Raises BadValue."""
    with drawing.picture(path, 10, 3.5) as figure:
        figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="medium")
        wrong, wave, mel = figure.subplots(1, 3)
        for method in (MIDPOINT, EULER):
            trips = study.of(method)
            if not trips:
                continue
            steps, style = [t.steps for t in trips], {
                "marker": "o", "color": _HUES[method], "label": method,
            }
            wrong.plot(steps, [max(t.latents_error, 1e-6) for t in trips], **style)
            wave.plot(steps, [t.snr_db for t in trips], **style)
            mel.plot(steps, [t.mel_db for t in trips], **style)
        mel.axhline(study.codec_mel_db, color=drawing.SOFT, linestyle="--", linewidth=1,
                    label="the codec alone")
        wrong.set(title="Latents: what did not come back", ylabel="relative error", yscale="log")
        wave.set(title="Waveform against the codec's", ylabel="ratio, dB")
        mel.set(title="Distance from the recording", ylabel="mel spectrum, dB")
        mel.set_ylim(0, 1.15 * max(t.mel_db for t in study.trips))
        for axes in (wrong, wave, mel):
            axes.set_xscale("log", base=2)
            axes.set_xticks([t.steps for t in study.of(study.trips[0].method)])
            axes.xaxis.set_major_formatter("{x:g}")
            axes.set_xlabel("steps each way")
            axes.grid(True)
            axes.set_axisbelow(True)
        drawing.legend(wrong, "upper right")
        drawing.legend(mel, "upper right")
