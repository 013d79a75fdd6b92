"""A Pure Data patch while it is written: lines of its file format, and cords by number. No layout.

The format: https://puredata.info/docs/developer/PdFileFormat
"""
import itertools


class PdSheet:
    """One canvas; `restore` puts it into another as a subpatch."""

    def __init__(self, width: float, height: float, name: str = "") -> None:
        """[any] An empty canvas; with a name, of a subpatch."""
        size = f"{round(width)} {round(height)}"
        self._head = f"#N canvas 60 60 {size} {name} 0;" if name else f"#N canvas 60 60 {size} 12;"
        self._name = name
        self._lines: list[str] = []
        self._cords: list[str] = []
        self._count = 0

    def add(self, line: str) -> int:
        """[any] One object, as `obj 10 10 r x`; its number."""
        self._lines.append(f"#X {line};")
        self._count += 1
        return self._count - 1

    def object(self, x: float, y: float, text: str) -> int:
        """[any] An object box. Dollars and commas in the text must be escaped."""
        return self.add(f"obj {round(x)} {round(y)} {text}")

    def message(self, x: float, y: float, text: str) -> int:
        """[any] A message box."""
        return self.add(f"msg {round(x)} {round(y)} {text}")

    def content(self, text: str) -> None:
        """[any] What the object before it keeps: `set free \\; held`."""
        self._lines.append(f"#A {text};")

    def subpatch(self, x: float, y: float, inner: "PdSheet") -> int:
        """[any] Another canvas as a box in this one."""
        self._lines.append(inner.text() + f"#X restore {round(x)} {round(y)} pd {inner._name};")
        self._count += 1
        return self._count - 1

    def chain(self, *numbers: int) -> None:
        """[any] Cords from each first outlet to the next first inlet."""
        for source, destination in itertools.pairwise(numbers):
            self.cord(source, destination)

    def cord(self, source: int, destination: int, outlet: int = 0, inlet: int = 0) -> None:
        """[any] A patch cord."""
        self._cords.append(f"#X connect {source} {outlet} {destination} {inlet};")

    def text(self) -> str:
        """[any] The canvas as a file has it."""
        return "\n".join([self._head, *self._lines, *self._cords]) + "\n"


def word(text: str) -> str:
    """[any] Text as one symbol of a patch."""
    if not text:
        return "empty"
    for letter in ("\\", " ", ";", ",", "$"):
        text = text.replace(letter, "\\" + letter)
    return text
