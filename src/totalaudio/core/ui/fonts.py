"""Makes the web fonts and fonts.css again from the npm packages of Fontsource; run with the folder that holds them.

npm install --ignore-scripts @fontsource-variable/bricolage-grotesque@5 @fontsource-variable/source-sans-3@5
python -m totalaudio.core.ui.fonts node_modules/@fontsource-variable
"""

import shutil
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent / "static" / "ui"
# Kerning pairs of accented letters are a third of the heading font, so those letters have a file of their own.
PLAIN: Final = frozenset([*range(0x20, 0x7F), *map(ord, "\u00a0£×·Éé–—‘’“”…•€−")])
LATIN: Final = PLAIN | {*range(0xA0, 0x100), *map(ord, "‚„→←™œŒıŸ")}
EXTENDED: Final = frozenset([*range(0x100, 0x180), *range(0x218, 0x21C), 0x1E9E]) - LATIN
LAYOUT: Final = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]


@dataclass(frozen=True, slots=True)
class Face:
    """One file: family, package, the package's subset, our letters of it, and the weights we set."""

    family: str
    package: str
    suffix: str
    subset: str
    letters: frozenset[int]
    lightest: int
    heaviest: int

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.package}{self.suffix}.woff2"


_HEADING: Final = ("Bricolage Grotesque", "bricolage-grotesque")
_TEXT: Final = ("Source Sans 3", "source-sans-3")
FACES: Final = (
    Face(*_HEADING, "", "latin", PLAIN, 600, 800),
    Face(*_HEADING, "-accents", "latin", LATIN - PLAIN, 600, 800),
    Face(*_HEADING, "-ext", "latin-ext", EXTENDED, 600, 800),
    Face(*_TEXT, "", "latin", LATIN, 400, 700),
    Face(*_TEXT, "-ext", "latin-ext", EXTENDED, 400, 700),
)


def make(face: Face, packages: Path) -> Path:
    """Write one file as WOFF2: our letters only, the weights limited to those we set."""
    from fontTools import subset as subsetting
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(
        packages / face.package / "files" / f"{face.package}-{face.subset}-wght-normal.woff2"
    )
    subsetter = subsetting.Subsetter(subsetting.Options(layout_features=LAYOUT, hinting=False))
    subsetter.populate(unicodes=face.letters)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": (face.lightest, face.heaviest)}, inplace=True)
    font.flavor = "woff2"
    target = STATIC / "fonts" / face.file
    font.save(target)
    return target


def rule(face: Face) -> str:
    """Give the @font-face rule of one file, with the letters that make a browser fetch it."""
    return (
        f'@font-face {{ font-family: "{face.family}"; src: url("../fonts/{face.file}") format("woff2"); '
        f"font-weight: {face.lightest} {face.heaviest}; font-display: swap; "
        f"unicode-range: {unicode_range(face.letters)}; }}\n"
    )


def unicode_range(letters: frozenset[int]) -> str:
    """Write code points as CSS does: U+20-7E, U+A0."""
    points = sorted(letters)
    starts = [points[0], *(b for a, b in pairwise(points) if b != a + 1)]
    ends = [*(a for a, b in pairwise(points) if b != a + 1), points[-1]]
    return ", ".join(
        f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in zip(starts, ends, strict=True)
    )


def main(packages: Path) -> None:
    """Make all files, the style sheet that names them, and each family's licence beside them."""
    for face in FACES:
        made = make(face, packages)
        sys.stdout.write(f"{made.name} {made.stat().st_size}\n")
        licence = STATIC / "fonts" / f"{face.package}-OFL.txt"
        shutil.copyfile(packages / face.package / "LICENSE", licence)
    (STATIC / "css" / "fonts.css").write_text("".join(map(rule, FACES)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
