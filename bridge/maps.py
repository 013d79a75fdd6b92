"""Where mappings are: the player's own files, those that come with Flowbend, and those made from
the table.
"""

import os
import re
from functools import partial
from pathlib import Path

from bridge.mapping import Control, Mapping, Target, read
from engine.parameters import TABLE, BadValue, nearest, shown

SHIPPED = Path(__file__).parent / "maps"
SUFFIX = ".map"
DEFAULT = "default"
_DEEPEST = 8  # includes of includes
_FINE = 32  # controllers below have a second one for the finer half of 14 bits


class Maps:
    """Every mapping by its name: first in the player's folder, then among the shipped ones."""

    def __init__(self, folder: Path | None = None) -> None:
        """[control] `folder` has the player's own; None is none."""
        self.folder = folder

    def names(self) -> list[str]:
        """[control] What there is, by name."""
        own = [] if self.folder is None else self.folder.glob(f"*{SUFFIX}")
        found = {path.stem for path in (*own, *SHIPPED.glob(f"*{SUFFIX}"))}
        return sorted(found | {DEFAULT})

    def load(self, name: str) -> Mapping:
        """[control] A mapping by its name, or by the path of its file.

        Raises BadValue when there is none.
        """
        return self._load(name, ())

    def own(self, name: str) -> bool:
        """[control] Whether the player has a mapping of this name."""
        return self.folder is not None and (self.folder / f"{name}{SUFFIX}").is_file()

    def for_port(self, port: str) -> str:
        """[control] The mapping that suits a port that nobody gave one: the player's for it, or
        the shipped one whose name the port's holds, or the default."""
        slug = slug_of(port)
        if self.own(slug):
            return slug
        shipped = (path.stem for path in SHIPPED.glob(f"*{SUFFIX}"))
        return max((name for name in shipped if name in slug), key=len, default=DEFAULT)

    def bind(self, mapping: Mapping, name: str, control: Control, target: Target) -> Path:
        """[control] Let a control of this mapping do something else, and write that to the player's
        mapping of the name; where to. One that is not the player's is included there.

        Raises BadValue when it cannot be written; bound it is all the same.
        """
        if mapping.path is None:
            mapping.text = f"include {mapping.name}\n"
        mapping.bind(control, target)
        path = mapping.path or self._path_of(name)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(mapping.text, encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            raise BadValue(f"the mapping cannot be kept in {path}: {error.strerror}") from None
        mapping.path, mapping.name = path, name
        return path

    def _load(self, name: str, above: tuple[Path | str, ...]) -> Mapping:
        """[control] `above` are those that include this one: a player's `x.map` that includes `x`
        means the shipped one."""
        for place in self._places(name):
            if place in above:
                continue
            inner = (*above, place)
            if len(inner) > _DEEPEST:
                raise BadValue(f"{shown(name)} is included too deep")
            found = read(_text(place), name, partial(self._load, above=inner))
            if isinstance(place, Path) and place.parent != SHIPPED:
                found.path = place
            return found
        raise BadValue(f"there is no mapping {shown(name)}{nearest(name, self.names())};"
                       " `flowbend midi` lists them")

    def _path_of(self, name: str) -> Path:
        """[control] Where the player's mapping of a name is kept. Raises BadValue."""
        if self.folder is None:
            raise BadValue("there is no folder to keep mappings in")
        return self.folder / f"{name}{SUFFIX}"

    def _places(self, name: str) -> list[Path | str]:
        """[control] The files, or the name of the generated one, that a name may mean, first choice
        first."""
        if _is_path(name):
            return [Path(name)] if Path(name).is_file() else []
        own = [self._path_of(name)] if self.own(name) else []
        shipped = SHIPPED / f"{name}{SUFFIX}"
        rest = [shipped] if shipped.is_file() else []
        return [*own, *rest, *([name] if name == DEFAULT else [])]


def slug_of(port: str) -> str:
    """[any] A port's name as a file's: `nanoKONTROL2:nanoKONTROL2 MIDI 1 20:0` becomes
    `nanokontrol2-nanokontrol2-midi-1`; numbers that systems add change from day to day."""
    bare = re.sub(r"\s\d+:\d+$|\[\d+\]", "", port)  # ALSA's, and those of a2jmidid
    return re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-") or "port"


def default_text() -> str:
    """[any] The table's own controllers, its NRPNs, and a keyboard's wheels."""
    lines = [
        f"{'cc14' if row.cc < _FINE else 'cc'} {row.cc} = {row.id}"
        for row in TABLE if row.cc is not None
    ]
    return "\n".join(["include nrpn", "include keyboard-wheels", *lines]) + "\n"


def _text(place: Path | str) -> str:
    """[control] The text of a mapping. Raises BadValue."""
    if isinstance(place, str):
        return default_text()
    try:
        return place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadValue(f"the mapping {place} cannot be read: {error}") from None


def _is_path(name: str) -> bool:
    """[any] Whether a name is a file's and not a mapping's."""
    return name.endswith(SUFFIX) or "/" in name or os.sep in name
