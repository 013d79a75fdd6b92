"""The studio's commands, one file each: words and options only, so that none loads what it does
not run. Each has `add(commands)`, and a function that runs it.
"""

NAMES: tuple[str, ...] = (
    "render", "vary", "restyle", "paint", "stitch", "invert", "between", "steps", "kit", "show",
    "again",
)
"""Files of this folder, in the order in which `flowbend --help` lists them."""
