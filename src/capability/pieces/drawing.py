"""A picture as a page draws it: where its marks stand, in whole numbers of a box 1000 wide, and its words.

All is decided here. A page fills in numbers and text, and stretches the box to the room that there is.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from capability.course.pictures import UNNAMED, Curves, Grid, Picture, Strip, Strips, codes
from capability.course.worksheets import ShownPicture, phrase, spoken

if TYPE_CHECKING:
    from capability.pieces.outputs.exercise import CurveDrawn, EntryTold, KeyTold, MarkDrawn, PictureTold, StripTold

WIDE = 1000
HIGH = 40
"""The box of one strip."""

DEEP = 400
"""The height of the box of curves."""

INSET = {"inner": 11, "thin": 17}
FULL = 4
"""How far a mark keeps from the upper and lower edge of its strip, by its look, and where its look says nothing."""


def told(shown: ShownPicture, picture: Picture) -> PictureTold:
    """A picture with its words and places; what belongs to another kind of picture is empty."""
    drawn: PictureTold = {
        "key": [],
        "strips": [],
        "columns": [],
        "rows": [],
        "curves": [],
        "tops": [],
        "places": [],
    }
    if isinstance(picture, Strips):
        drawn["strips"] = _strips(shown, picture)
        drawn["key"] = _key(shown, picture, dict(picture.lines))
    elif isinstance(picture, Grid):
        drawn["columns"] = [{"label": shown.words.get(name, name)} for name in picture.columns]
        drawn["rows"] = [
            {
                "label": shown.words.get(label, label),
                "cells": [
                    {"column": shown.words.get(name, name), "entries": [_entry(shown, *entry) for entry in cell]}
                    for name, cell in zip(picture.columns, cells, strict=True)
                ],
            }
            for label, cells in picture.rows
        ]
        drawn["key"] = [] if shown.spelled else _key(shown, picture, {})
    else:
        top = _round_up(max((value for _, values in picture.series for value in values), default=0))
        drawn["curves"] = _curves(shown, picture, top)
        drawn["tops"] = [{"text": spoken(part, shown.kind)} for part in (top, top / 2, 0)]
        drawn["places"] = [{"text": picture.places[i]} for i in _ends(len(picture.places))]
        drawn["key"] = _key(shown, picture, {})
    return drawn


def _key(shown: ShownPicture, picture: Picture, lines: dict[str, float]) -> list[KeyTold]:
    """What each sign that is there means. One alone needs no key: the title says what it is."""
    there = codes(picture)
    key: list[KeyTold] = [
        {"look": tone.look, "label": phrase(tone.label, {"value": lines.get(code, 0)})}
        for code, tone in shown.tones.items()
        if code in there
    ]
    return key if len(key) > 1 else []


def _strips(shown: ShownPicture, picture: Strips) -> list[StripTold]:
    ends = [end for row in picture.rows for _, start, to in row.marks for end in (start, to)]
    most = picture.most if picture.most is not None else max((*ends, *(x for _, x in picture.lines), 0))
    span = most - picture.least

    def at(value: float) -> int:
        return round(WIDE * (min(max(value, picture.least), most) - picture.least) / span) if span > 0 else 0

    def mark(code: str, start: float, to: float) -> MarkDrawn:
        look = _look(shown, code)
        x, end = sorted((at(start), at(to)))
        y = INSET.get(look, FULL)
        return {"look": look, "x": x, "y": y, "width": end - x, "height": HIGH - 2 * y}

    def strip(row: Strip) -> StripTold:
        return {
            "label": shown.words.get(row.label, row.label),
            "text": shown.between.join(spoken(value, shown.kind) for value in row.said),
            "marks": [mark(*parts) for parts in row.marks if parts[1] != parts[2]],
            "lines": [{"look": _look(shown, code), "x1": at(x), "x2": at(x)} for code, x in picture.lines],
        }

    return [strip(row) for row in picture.rows]


def _look(shown: ShownPicture, code: str) -> str:
    return shown.tones[code].look if code in shown.tones else UNNAMED.get(code, "solid")


def _entry(shown: ShownPicture, code: str, text: str) -> EntryTold:
    word = shown.tones[code].label if code in shown.tones else ""
    return {
        "look": _look(shown, code) if code else None,
        "word": "" if shown.spelled else word,
        "text": word if shown.spelled and not text else shown.words.get(text, text),
    }


def _curves(shown: ShownPicture, picture: Curves, top: float) -> list[CurveDrawn]:
    steps = max(len(picture.places) - 1, 1)
    drawn: list[CurveDrawn] = []
    for code, values in picture.series:
        points = [
            (round(WIDE * i / steps), DEEP - (round(DEEP * value / top) if top else 0))
            for i, value in enumerate(values)
        ]
        drawn += [
            {"look": _look(shown, code), "x1": x1, "y1": y1, "x2": x2, "y2": y2}
            for (x1, y1), (x2, y2) in pairwise(points)
        ]
    return drawn


def _round_up(value: float) -> float:
    """The next number that is one of 1, 2, 3, 4, 6 or 8 with noughts: where a scale ends, with a round half.

    >>> _round_up(2_585_848), _round_up(100), _round_up(0)
    (3000000, 100, 0)
    """
    if value <= 0:
        return 0
    step = 1
    while step * 10 < value:
        step *= 10
    return next(step * times for times in (1, 2, 3, 4, 6, 8, 10) if step * times >= value)


def _ends(n: int) -> list[int]:
    """The first, the middle and the last of so many places.

    >>> _ends(15), _ends(2), _ends(0)
    ([0, 7, 14], [0, 1], [])
    """
    return sorted({0, (n - 1) // 2, n - 1}) if n % 2 else sorted({0, n - 1} if n else ())
