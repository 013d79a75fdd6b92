"""A take as lines of text, each of them whole by itself: what a performance that is still going on
has left so far. Pure: text in, documents out.

A header begins each part (another engine, another start state); then come values `[at, {id: x}]`,
events `{"at": ...}`, models that take over `{"at": n, "model": folder}`, curves
`{"at": n, "curves": {lane: [x, ...]}}`, where the beat is, `{"at": n, "beats": [start, each]}`,
and marks `{"latents": n}`: all before latent n is written.
What follows the last mark of a part, and a last line that was torn off, did not become complete and
is left out.
"""

import json

LOG = 2
"""The number of this format; a document has another (take.py)."""
_MARK = b'{"latents": '


def header(instrument: str, block_latents: int, precision: str) -> str:
    """[any] The line that begins a part."""
    document = {"flowbend_take": LOG, "instrument": instrument, "precision": precision,
                "block_latents": block_latents}
    return json.dumps(document) + "\n"


def row(content: object) -> str:
    """[any] One line of values or of an event."""
    return json.dumps(content) + "\n"


def mark(latents: int) -> str:
    """[any] All before this latent is written."""
    return _MARK.decode() + f"{latents}}}\n"


def is_log(text: str) -> bool:
    """[any] Whether the text is of this format, rather than one document."""
    try:
        first = json.loads(text.partition("\n")[0])
    except json.JSONDecodeError:
        return False
    return isinstance(first, dict) and first.get("flowbend_take") == LOG


def whole(data: bytes) -> int:
    """[any] How many of these bytes are complete: up to the last mark's end."""
    start = data.rfind(b"\n" + _MARK)
    end = data.find(b"\n", start + 1)
    if start >= 0 and end < 0:  # that mark itself is torn off
        return whole(data[: start + 1])
    return end + 1 if start >= 0 else 0


def documents(text: str) -> list[dict[str, object]]:
    """[any] Each part as a take's document, without those that have no complete block.

    Errors: ValueError, TypeError or KeyError on a line that is none of these kinds.
    """
    parts: list[dict] = []
    values: list[object] = []
    events: list[object] = []
    models: list[object] = []
    curves: list[object] = []
    beats: list[object] = []
    for line in text.split("\n")[:-1]:  # the last one is empty, or torn off
        said = json.loads(line)
        if isinstance(said, list):
            values.append(said)
        elif "model" in said:
            models.append([said["at"], said["model"]])
        elif "curves" in said:
            curves.append([said["at"], said["curves"]])
        elif "beats" in said:
            beats.append([said["at"], *said["beats"]])
        elif "at" in said:
            events.append(said)
        elif "latents" in said:
            parts[-1]["latents"] = said["latents"]
            parts[-1]["values"] += values
            parts[-1]["events"] += events
            parts[-1]["models"] += models
            parts[-1]["curves"] += curves
            parts[-1]["beats"] += beats
            values, events, models, curves, beats = [], [], [], [], []
        else:
            values, events, models, curves, beats = [], [], [], [], []
            told = {"precision": said["precision"]} if "precision" in said else {}
            parts.append({"flowbend_take": 1, "instrument": said["instrument"], **told,
                          "block_latents": said["block_latents"], "latents": 0, "values": [],
                          "events": [], "models": [], "curves": [], "beats": []})
    return [part for part in parts if part["latents"]]
