"""Names of the files that a command writes when it writes several."""

from pathlib import Path


def numbered(out: Path, count: int) -> list[Path]:
    """[any] `name.wav` itself for one, else `name-01.wav` and on."""
    if count == 1:
        return [Path(out)]
    width = max(2, len(str(count)))
    return [out.with_name(f"{out.stem}-{n:0{width}}{out.suffix}") for n in range(1, count + 1)]
