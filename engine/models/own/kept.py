"""What a course remembers of itself, so that it goes on where it was cut off."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from engine import whole
from engine.models.own.order import Plan


@dataclass
class Kept:
    """What of a course is done, in `course.json`."""

    path: Path
    order: dict = field(default_factory=dict)
    elapsed: float = 0.0
    minutes: dict[str, float] = field(default_factory=dict)
    likest: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    hours: float | None = None

    @classmethod
    def read(cls, path: Path) -> "Kept":
        """[control] Of that file, or of a course that has not begun."""
        return cls(path, **json.loads(path.read_text())) if path.is_file() else cls(path)

    def give(self, minutes: float, plan: Plan) -> None:
        """[control] More minutes than before go to the stages, which go on with them."""
        more = minutes - self.order["minutes"]
        if more > 0 and self.minutes:
            self.minutes = {name: self.minutes[name] + share * more for name, share, _ in plan}
            self.done = [name for name in self.done if name in ("gather", "start")]

    def write(self) -> None:
        """[control] As things are now."""
        rows = {key: value for key, value in self.__dict__.items() if key != "path"}
        whole.write_text(self.path, json.dumps(rows, indent=1) + "\n")
