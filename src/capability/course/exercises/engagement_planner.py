"""Who has not been heard on a purchase, when it was too late to ask, and whom to ask next."""

from typing import Literal

import msgspec

from capability.course.pictures import Strip, Strips
from capability.course.worksheets import Result

StageName = Literal["need", "specification", "choice", "delivery", "review"]

STAGES: tuple[StageName, ...] = ("need", "specification", "choice", "delivery", "review")
"""The stages of a purchase, in order."""

HALF = 50
"""Below this percentage of its share a group is missing."""

FEW = 5
"""Where fewer people of a group than this would be heard if all were heard alike, its share says little."""


class Group(msgspec.Struct, frozen=True):
    """One group of residents: its share of those affected and of those heard, per cent, and how it was reached."""

    group: str
    affected: float
    heard: float
    how: str


class Stage(msgspec.Struct, frozen=True):
    """One time that residents were asked, or could be: how many came, what could change, whether they were told."""

    stage: StageName
    asked: str
    people: int
    change: Literal["nothing", "some", "much"]
    told: Literal["yes", "no"]


class Engagement(msgspec.Struct, frozen=True):
    """Talks with residents about one purchase; `people` counts each person heard once."""

    people: int
    groups: tuple[Group, ...]
    stages: tuple[Stage, ...]


def engagement_planner(given: Engagement) -> Result:
    """Who is short of being heard, and at which stages.

    - gap of a group: its share of those heard less its share of those affected, in points (percentage points)
    - ratio of a group: its share of those heard for each 100 of its share of those affected; 100 is even
    - missing: groups with a ratio below 50
    - point: how many points one person is worth, which is 100 divided by the number of people heard
    - few: a group of which fewer than 5 people would be heard if all groups were heard alike
    - stages: the stages of five at which somebody was heard
    - late: times that people were asked when nothing could change any more
    - told: of the times that people were asked, the percentage after which they were told what came of it

    The lines at 50 and at 5 are our own.

    >>> young = Group(group="Under 25", affected=30.0, heard=10.0, how="Letter")
    >>> old = Group(group="Over 65", affected=20.0, heard=60.0, how="Meeting")
    >>> asked = Stage(stage="need", asked="What is wrong", people=50, change="much", told="no")
    >>> result = engagement_planner(Engagement(people=50, groups=(young, old), stages=(asked,)))
    >>> result.rows[0][:5]
    ('Under 25', 30.0, 10.0, -20.0, 33.3...)
    >>> result.figures["point"], result.figures["stages"], result.figures["told"]
    (2.0, 1, 0.0)
    """
    groups = sorted(given.groups, key=lambda group: (group.heard - group.affected, group.group, group.how))
    ratios = [100 * group.heard / group.affected for group in groups]
    shortest = max(groups[0].affected - groups[0].heard, 0.0)
    held = [stage for stage in given.stages if stage.people > 0]
    heard_at = {stage.stage for stage in held}
    late = [stage for stage in held if stage.change == "nothing"]
    told = sum(stage.told == "yes" for stage in held)
    point = 100 / given.people if given.people else None

    findings: list[tuple[str, dict[str, float | str]]] = []
    if not given.people:
        findings.append(("nobody", {}))
    if point is not None and shortest <= point:
        findings.append(("even", {"point": point}))
    else:
        findings.append(("ask-next", {"group": groups[0].group, "gap": shortest, "how": groups[0].how}))
    findings.append((_when(given.stages, heard_at), {}))
    expected = [(group.group, given.people * group.affected / 100) for group in groups]
    few: list[tuple[str, dict[str, float | str]]] = [
        ("few", {"group": group, "n": n}) for group, n in expected if n < FEW
    ]
    if given.people and len(few) == len(groups):
        findings.append(("few-all", {"n": given.people}))
    findings += [
        ("missing", {"group": group.group, "heard": group.heard, "affected": group.affected})
        for group, ratio in zip(groups, ratios, strict=True)
        if ratio < HALF
    ]
    if len(few) < len(groups):
        findings += few
    findings += [("late", {"asked": stage.asked, "n": stage.people}) for stage in late]
    findings += [("untold", {"asked": stage.asked, "n": stage.people}) for stage in held if stage.told == "no"]
    findings += [(f"silent-{stage}", {}) for stage in STAGES if stage not in heard_at]
    return Result(
        figures={
            "people": given.people,
            "point": point,
            "gap": shortest,
            "missing": sum(ratio < HALF for ratio in ratios),
            "stages": len(heard_at),
            "late": len(late),
            "told": 100 * told / len(held) if held else None,
        },
        findings=findings,
        rows=[
            (group.group, group.affected, group.heard, group.heard - group.affected, ratio, group.how)
            for group, ratio in zip(groups, ratios, strict=True)
        ],
        picture=Strips(
            [
                Strip(
                    group.group,
                    [("heard", 0, group.heard), ("affected", 0, group.affected)],
                    [group.heard, group.affected],
                )
                for group in groups
            ]
        ),
    )


def _when(stages: tuple[Stage, ...], heard_at: set[StageName]) -> str:
    """The finding that names the stage to ask at next: the earliest that is open and has heard nobody."""
    is_open = {stage.stage for stage in stages if stage.change != "nothing"}
    if not is_open:
        return "when-closed"
    return next((f"when-{stage}" for stage in STAGES if stage in is_open - heard_at), "when-heard")
