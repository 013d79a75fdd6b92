"""Clips that are rendered on a cluster's machines, and written here, as any other."""

import functools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from engine.cluster import Cluster, NoCluster
from engine.instrument import SHIPPED, Instrument
from engine.studio import sidecar
from engine.studio.clips import Clip, Sound
from engine.studio.rendering import Told


def elsewhere(clip: Clip, cluster: Cluster, instrument: Instrument) -> Clip:
    """[control] The clip, made by a worker with the same model in the same precision, on one
    thread. Where the clip cannot travel (that of a take), it stays."""
    if clip.work is None:
        return clip
    folder = None if instrument.folder == SHIPPED else instrument.folder.absolute()
    model = (folder, sidecar.digest_of(instrument), instrument.precision)

    def sound(told: Told) -> Sound:
        made = cluster.call(_render, model, clip.work, told=lambda: told(0))
        told(clip.latents)
        return made

    return replace(clip, sound=sound)


def _render(model: tuple, work: Callable[[Instrument], Sound]) -> Sound:
    """In a worker."""
    return work(_loaded(*model))


@functools.lru_cache(maxsize=2)
def _loaded(folder: Path | None, digest: str, precision: str) -> Instrument:
    found = folder or SHIPPED
    if sidecar.digest_of_folder(found) != digest:
        raise NoCluster(
            f"A worker does not find in {found} the model that is there on this machine: put it"
            " into a folder that all of them share, or copy it there."
        )
    return Instrument(found, 1, precision)
