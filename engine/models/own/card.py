"""The card of a model of one's own: what it learned from, how, and what came of it."""

from pathlib import Path
from typing import Any

from engine.models.own import verdict
from engine.models.own.findings import Findings


def write(
    model: Path, order: Any, findings: Findings, likest: dict[str, str], found: dict[str, dict]
) -> Path:
    """[control] `README.md` in the model's folder; `order` is the course's."""
    if order.start is None:
        began = "Learned from scratch; nothing of another model is in it."
        rights = "The weights are made of these recordings alone."
    else:
        likes = ", ".join(f"{name} began as {like}" for name, like in likest.items())
        began = f"Started from the weights of `{order.start.name}`: {likes}."
        rights = (
            f"They were grown from those of `{order.start.name}`, whose licence and credits are in"
            " its card and go on to hold."
        )
    told = "\n".join(f"- {line}" for line in findings.lines())
    pictures = "\n\n".join(
        f"![{text}](pictures/{name})"
        for name, text in (("losses.svg", "losses on held-out sound"),
                           ("examples.png", "spectrograms: recorded, and played"))
        if (model / "pictures" / name).exists()
    )
    path = model / "README.md"
    path.write_text(f"""# {order.name}

An instrument for Flowbend, made by `flowbend train` in {order.minutes:g} minutes.

    flowbend play --model {order.name}

## What it learned from

{told}

{began}

## What came of it

{verdict.table(found)}

Played at {verdict.STEPS} steps and guidance {verdict.GUIDANCE:g}, streamed, from the controls of
held-out phrases. The first row is what the judges make of the recordings themselves, the second
what the codec alone makes of them.

{pictures}

## Licence

The recordings are whose they are: give this model away only where you may give them away.
{rights}
""")
    return path
