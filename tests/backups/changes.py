"""What a bad dump can have lost, widened or altered: each is a change of the database from which it is taken.

The description in the archive stays as the whole database was, because who damages a dump does not know its facts;
`told` is what a problem must say, so that nothing is caught for another reason.
"""

from typing import Final

from tests.backups.change import Change
from tests.backups.changed_rights import RIGHTS
from tests.backups.changed_rows import ROWS
from tests.backups.changed_structure import STRUCTURE

CHANGES: Final = (*ROWS, *RIGHTS, *STRUCTURE)

__all__ = ["CHANGES", "Change"]
