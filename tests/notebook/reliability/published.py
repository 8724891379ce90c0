"""Tables that others have published, in the kit's orientation: a row a rater, a column a unit or item."""

from typing import Final

N: Final = None

JUDGES = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]
"""Shrout and Fleiss (1979): four judges, six targets. Their table has a row a target."""

SCALE_OF_JUDGES = [list(target) for target in zip(*JUDGES, strict=True)]
"""The same as a scale: six respondents, four items."""

UNITS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
"""Krippendorff (2011), example C: four observers, twelve units."""
