"""Names of changeset files: three words, so that two branches hardly ever choose the same."""

import random
from typing import Final

_HOW: Final = (
    "bright brisk calm clear cool early easy fair fine firm fresh gentle glad golden grand green happy keen kind "
    "late light lively loud mellow merry mild neat new nice open plain proud quick quiet rare rich round sharp short "
    "silver slow small smooth soft steady sunny sweet swift tall tidy true vivid warm wide wise young"
)
_WHAT: Final = (
    "albums anthems arias ballads bands bars basses beats bells bridges cellos choirs chords chorus clefs codas discs "
    "drums duets echoes fifths flutes gongs guitars harps hooks horns hymns jingles keys labels lyrics marches notes "
    "oboes octaves organs pianos pipes pulses quavers records reeds refrains rests riffs rondos scales singles songs "
    "sonatas stages strings tapes tempos tones trios tubas tunes verses violas voices waltzes"
)
_DO: Final = (
    "begin bloom call carry chime cross dance drift echo fall float flow gather glide glow grow hum join jump land "
    "last lead leap learn lift listen march meet move open pause play reach rest return ring rise roam roll run sail "
    "settle shift shine sing skip soar sound speak spin stand start stay swing talk travel turn wait wake walk wander"
)


def words(draw: random.Random) -> str:
    """A name such as `calm-drums-listen`."""
    return "-".join(draw.choice(one.split()) for one in (_HOW, _WHAT, _DO))
