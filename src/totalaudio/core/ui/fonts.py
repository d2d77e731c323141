"""Makes the web fonts again from the npm packages of Fontsource; run with the folder that holds them.

npm install --ignore-scripts @fontsource-variable/bricolage-grotesque@5 @fontsource-variable/source-sans-3@5
python -m totalaudio.core.ui.fonts node_modules/@fontsource-variable
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).parent / "static" / "ui" / "fonts"
# ASCII, Latin-1, the punctuation we set, pound and euro, minus and the few arrows in the text.
LATIN: Final = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "–—‘’‚“”„…•€−×→←™œŒıŸ")]
LATIN_EXTENDED: Final = [*range(0x100, 0x180), *range(0x218, 0x21C), 0x1E9E]
LAYOUT: Final = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]


@dataclass(frozen=True, slots=True)
class Face:
    """One family: the package, the heaviest and lightest weight we set."""

    package: str
    lightest: int
    heaviest: int


FACES: Final = (Face("bricolage-grotesque", 600, 800), Face("source-sans-3", 400, 700))


def make(face: Face, subset: str, codepoints: list[int], packages: Path) -> Path:
    """Write one subset of one family as WOFF2, its weights limited to those we set."""
    from fontTools import subset as subsetting  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
    from fontTools.varLib import instancer  # type: ignore[import-untyped]

    source = packages / face.package / "files" / f"{face.package}-{subset}-wght-normal.woff2"
    font = TTFont(source)
    options = subsetting.Options(layout_features=LAYOUT, hinting=False)
    subsetter = subsetting.Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": (face.lightest, face.heaviest)}, inplace=True)
    target = TARGET / f"{face.package}{'-ext' if subset == 'latin-ext' else ''}.woff2"
    font.flavor = "woff2"
    font.save(target)
    return target


def main(packages: Path) -> None:
    """Make all files and put each family's licence beside them."""
    for face in FACES:
        for subset, codepoints in (("latin", LATIN), ("latin-ext", LATIN_EXTENDED)):
            made = make(face, subset, codepoints, packages)
            sys.stdout.write(f"{made.name} {made.stat().st_size}\n")
        shutil.copy(packages / face.package / "LICENSE", TARGET / f"{face.package}-OFL.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
