"""Does every lesson again, or those that are named: draws the figures, and writes what is printed
into README.md between its marks. `python docs/learn/write.py [NUMBER ...]`
"""

import re
import subprocess
import sys

import page

TEXT = page.HERE / "README.md"


def filled(text: str, number: str, said: str) -> str:
    """The text with what lesson `number` said between its marks. Raises ValueError."""
    pattern = re.compile(rf"(<!-- {number} -->\n).*?(<!-- /{number} -->)", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{TEXT} has no marks for lesson {number}")
    return pattern.sub(lambda found: f"{found[1]}{said.strip()}\n{found[2]}", text)


def main(numbers: list[str]) -> None:
    """Run the lessons as a reader does."""
    for lesson in sorted(page.HERE.glob("[0-9]*.py")):
        number = lesson.name[:2]
        if not numbers or number in numbers:
            said = subprocess.run([sys.executable, str(lesson)], check=True, text=True,
                                  stdout=subprocess.PIPE).stdout
            TEXT.write_text(filled(TEXT.read_text(), number, said))


if __name__ == "__main__":
    main(sys.argv[1:])
