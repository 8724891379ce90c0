"""The picture of a result, as the kind that it is to be."""

from capability.course.pictures import Curves, Grid, Strips
from capability.course.worksheets import Result


def strips(result: Result) -> Strips:
    """Its strips."""
    assert isinstance(result.picture, Strips)
    return result.picture


def said(result: Result) -> list[list[float]]:
    """The numbers beside each strip."""
    return [list(row.said) for row in strips(result).rows]


def grid(result: Result) -> Grid:
    """Its grid."""
    assert isinstance(result.picture, Grid)
    return result.picture


def signs(result: Result) -> list[tuple[str, list[list[str]]]]:
    """The codes in each cell of its grid, by row."""
    return [(label, [[code for code, _ in cell] for cell in cells]) for label, cells in grid(result).rows]


def curves(result: Result) -> Curves:
    """Its curves."""
    assert isinstance(result.picture, Curves)
    return result.picture
