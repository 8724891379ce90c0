"""Answers of many people as a block of small whole numbers: a row a practice, a column a person.

All answers to one practice stand together in memory, a byte each, so that they are counted as quickly as they are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.int8]
"""Answers as bytes: a level 0 to 4, or one of the three below; `EVIDENCE` added to a level with evidence."""

Places = NDArray[Any]
"""Whole numbers that say where in a list something stands."""

UNKNOWN, NOT_APPLICABLE, BLANK = 5, 6, 7

EVIDENCE = 8
"""The bit of a level with evidence. A block without evidence has but eight different cells."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """What some people answered: `cells`, a row for each practice of the instrument, in its order, a column a person.

    Person `i` belongs to the key `keys[key_of[i]]`, such as a council, and has the role `roles[role_of[i]]`; the empty
    role is of those who gave none. Without `role_of` nobody gave one. Roles are as `rule.tally.role_of` gives them, and
    no name stands twice.

    >>> block = Block(np.array([[2, BLANK], [3 + EVIDENCE, UNKNOWN]], dtype="int8"), ["Kent"], np.array([0, 0]))
    >>> block.people
    2
    """

    cells: Cells
    keys: Sequence[str]
    key_of: Places
    roles: Sequence[str] = ("",)
    role_of: Places | None = None

    @property
    def people(self) -> int:
        """How many people answered."""
        return int(self.cells.shape[1])
