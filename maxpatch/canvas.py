"""A dark canvas for pictures of panels: boxes, arcs and words, drawn large and scaled down."""

import itertools
from pathlib import Path

import matplotlib
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

_LARGE, _KEPT = 3, 1.5
Colour = tuple[int, int, int]


class Canvas:
    """Coordinates are a panel's pixels."""

    def __init__(
        self, width: float, height: float, colour: object, kept: float = _KEPT
    ) -> None:
        """[any] Empty, in one colour; `kept` is how many pixels of the picture are one here."""
        self._kept = kept
        self._size = (round(width * kept), round(height * kept))
        large = (round(width * _LARGE), round(height * _LARGE))
        self._image = Image.new("RGB", large, shade(colour))
        self._draw = ImageDraw.Draw(self._image)
        folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
        self._fonts = {bold: folder / f"DejaVuSans{'-Bold' if bold else ''}.ttf"
                       for bold in (False, True)}
        self._loaded: dict[tuple[float, bool], ImageFont.FreeTypeFont] = {}

    def box(
        self, x: float, y: float, width: float, height: float, fill: object,
        edge: object = None, radius: float = 0.0,
    ) -> None:
        """[any] A rectangle, rounded if so wished."""
        if width <= 0 or height <= 0:
            return
        self._draw.rounded_rectangle(
            _large(x, y, x + width, y + height), radius * _LARGE, shade(fill),
            None if edge is None else shade(edge), _LARGE,
        )

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, colour: object,
        width: float,
    ) -> None:
        """[any] A part of a circle, in degrees clockwise from three o'clock."""
        if end > start:
            self._draw.arc(_large(x - radius, y - radius, x + radius, y + radius), start, end,
                           shade(colour), round(width * _LARGE))

    def disc(self, x: float, y: float, radius: float, colour: object) -> None:
        """[any] A filled circle."""
        self._draw.ellipse(_large(x - radius, y - radius, x + radius, y + radius), shade(colour))

    def line(
        self, points: list[tuple[float, float]], colour: object, width: float = 1.0
    ) -> None:
        """[any] A line through points."""
        self._draw.line([(x * _LARGE, y * _LARGE) for x, y in points], shade(colour),
                        round(width * _LARGE), joint="curve")

    def words(
        self, x: float, y: float, text: str, size: float, colour: object, anchor: str = "lm",
        bold: bool = False, room: float | None = None,
    ) -> None:
        """[any] One line of text; the anchor is Pillow's. What has no `room` is cut."""
        font = self._font(size, bold)
        if room is not None:
            while len(text) > 1 and font.getlength(text) > room * _LARGE:
                text = text[:-1]
        self._draw.text((x * _LARGE, y * _LARGE), text, shade(colour), font, anchor)

    def save(self, path: Path, cuts: list[float], **marks: str) -> None:
        """[control] Write a PNG with these texts in it; cut at each of these x,
        the parts lie below each other."""
        info = PngInfo()
        for name, text in marks.items():
            info.add_text(name, text)
        small = self._stacked(self._image.resize(self._size, Image.Resampling.LANCZOS), cuts)
        few = small.quantize(256, dither=Image.Dither.NONE)  # of a few flat colours
        few.save(path, pnginfo=info, optimize=True)

    def _stacked(self, image: Image.Image, cuts: list[float]) -> Image.Image:
        edges = [0, *(round(cut * self._kept) for cut in cuts), image.width]
        parts = list(itertools.pairwise(edges))
        size = (max(end - start for start, end in parts), image.height * len(parts))
        stacked = Image.new("RGB", size, image.getpixel((0, 0)))
        for number, (start, end) in enumerate(parts):
            stacked.paste(image.crop((start, 0, end, image.height)), (0, number * image.height))
        return stacked

    def _font(self, size: float, bold: bool) -> ImageFont.FreeTypeFont:
        key = (size, bold)
        if key not in self._loaded:
            self._loaded[key] = ImageFont.truetype(self._fonts[bold], round(size * _LARGE))
        return self._loaded[key]


def shade(colour: object) -> Colour:
    """[any] Max's list of shares, or `#rrggbb`, as Pillow has it."""
    if isinstance(colour, str):
        return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))  # type: ignore[return-value]
    return tuple(round(255 * float(one)) for one in list(colour)[:3])  # type: ignore


def _large(*numbers: float) -> list[float]:
    return [number * _LARGE for number in numbers]
