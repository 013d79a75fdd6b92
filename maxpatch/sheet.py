"""A Max patch while it is drawn: boxes with ids of ours, in a patching view that lays itself out.

py2max writes the file and refuses cords that Max would not take; ports come from the schema.
"""

import itertools
from typing import Any

from py2max import Patcher
from py2max.core.box import Box
from py2max.core.common import Rect

from maxpatch.schema import ports

Colour = list[float]
_ROW, _STEP, _MOST = 30.0, 170.0, 2100.0


def rgb(text: str, alpha: float = 1.0) -> Colour:
    """[any] `#ffb454` as Max has it."""
    return [*(round(int(text[at : at + 2], 16) / 255, 4) for at in (1, 3, 5)), alpha]


class Sheet:
    """Boxes are put below each other in columns; `column` begins the next one."""

    def __init__(self, width: float, height: float, background: str, **attributes: Any) -> None:
        """[any] An empty patch that opens with its panel, so large."""
        self.patcher = Patcher(openinpresentation=1, on_invalid="raise", validate_attrs=False)
        self.patcher.rect = Rect(60.0, 80.0, width, height)
        self.background = rgb(background)
        colours = {"editing_bgcolor": self.background, "locked_bgcolor": self.background}
        for name, value in {**colours, **attributes}.items():
            setattr(self.patcher, name, value)
        self._x, self._y, self._wide, self._deepest, self._top = 20.0, 20.0, 0.0, 0.0, 20.0
        self._count = 0

    def column(self) -> None:
        """[any] Go on in another column, or below all of them where these are as wide as can be."""
        self._deepest = max(self._deepest, self._y)
        self._x += max(self._wide, 100.0) + 30.0
        self._y, self._wide = self._top, 0.0
        if self._x > _MOST:
            self._x, self._top = 20.0, self._deepest + 40.0
            self._y = self._top

    def object(self, text: str, id: str = "") -> Box:
        """[any] A box with text: `prepend set`."""
        return self._add("newobj", text, id, (max(40.0, 7.0 * len(text) + 14.0), 22.0))

    def message(self, text: str) -> Box:
        """[any] A message box."""
        return self._add("message", text, "", (max(40.0, 7.0 * len(text) + 14.0), 22.0))

    def face(
        self, maxclass: str, rect: tuple[float, float, float, float], id: str = "", text: str = "",
        **attributes: Any,
    ) -> Box:
        """[any] A box that stands on the panel, at x, y, width, height."""
        attributes |= {"presentation": 1, "presentation_rect": [float(round(x)) for x in rect]}
        return self._add(maxclass, text, id, (float(round(rect[2])), float(round(rect[3]))),
                         **attributes)

    def cord(self, source: Box, destination: Box, outlet: int = 0, inlet: int = 0) -> None:
        """[any] A patch cord. Errors: py2max's InvalidConnectionError."""
        self.patcher.add_line(source, destination, inlet=inlet, outlet=outlet)

    def chain(self, *boxes: Box) -> None:
        """[any] Cords from each first outlet to the next first inlet."""
        for source, destination in itertools.pairwise(boxes):
            self.cord(source, destination)

    def keep(self, parameters: dict[str, Any]) -> None:
        """[any] The list of parameters that Live reads."""
        vars(self.patcher)["parameters"] = parameters

    def document(self) -> dict[str, Any]:
        """[any] The patch as its file has it."""
        return self.patcher.to_dict()

    def _add(
        self, maxclass: str, text: str, id: str, extent: tuple[float, float], **attributes: Any
    ) -> Box:
        self._count += 1
        inlets, outlets = ports(maxclass, text)
        if text:
            attributes["text"] = text
        if outlets:
            attributes["outlettype"] = outlets
        box = Box(maxclass, inlets, len(outlets), f"obj-{id or self._count}",
                  Rect(self._x, self._y, *extent), **attributes)
        self.patcher.add_box(box)
        self._y += max(extent[1], 22.0) + 8.0
        self._wide = max(self._wide, extent[0])
        return box
