"""Whether a sentence is a mission, and whether a chain of figures leads from one purchase to it."""

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from capability.course.pictures import Grid
from capability.course.worksheets import Result

STAGES = ("buy", "get", "change", "mission")
"""The places in a chain, in order: what is bought, what people get, what changes for them, the mission."""

POINTS = {
    "target": {"both": 2, "one": 1, "neither": 0},
    "today": {"fresh": 2, "old": 1, "none": 0},
    "bold": {"lives": 2, "some": 1, "inside": 0},
    "sectors": {"several": 2, "pair": 1, "council": 0},
    "ways": {"open": 2, "two": 1, "one": 0},
    "learning": {"planned": 2, "needed": 1, "known": 0},
}
"""The six tests, in the order in which to mend them, and what each answer is worth."""

MEASURE = {"counted": 2, "planned": 1, "none": 0}
HOLDER = {"person": 2, "team": 1, "nobody": 0}
STANDS = {"test": ("not_met", "partly", "met"), "link": ("broken", "weak", "holds")}


class Link(msgspec.Struct, frozen=True):
    """One link of the chain: what it is, whether it is measured, and who holds the figure."""

    what: str
    stage: Literal["buy", "get", "change", "mission"]
    measure: Literal["counted", "planned", "none"]
    holder: Literal["person", "team", "nobody"]


class Mission(msgspec.Struct, frozen=True):
    """A mission as a sentence, an answer to each of the six tests, and the chain from one purchase to it."""

    sentence: str
    target: Literal["both", "one", "neither"]
    today: Literal["fresh", "old", "none"]
    bold: Literal["lives", "some", "inside"]
    sectors: Literal["several", "pair", "council"]
    ways: Literal["open", "two", "one"]
    learning: Literal["planned", "needed", "known"]
    links: tuple[Link, ...]


def mission_check(given: Mission) -> Result:
    """The tests that a mission meets, how far its chain holds, and what a paper may say of the purchase.

    Inputs are choices, each worth 0, 1 or 2 points; there are no units.

    - met: the tests with 2 points, 0 to 6 (source: mission-criteria, but the figure of today is ours)
    - a link has the lower of the points for its measure and for its holder; it holds with 2 (our rule)
    - reach: the last stage of which it is true that it and all before it have a link, and only links that hold
    - serves: target and today have 2 points, no other test has 0, and the chain holds to the end;
      aims: target has 2 points, every stage has a link and no link has 0; otherwise silent (our rule)

    >>> chain = tuple(Link(what=stage, stage=stage, measure="counted", holder="person") for stage in STAGES)
    >>> best = Mission(
    ...     sentence="By 2032 every child here eats a good lunch",
    ...     target="both", today="fresh", bold="lives", sectors="several", ways="open", learning="planned", links=chain,
    ... )
    >>> mission_check(best).figures, mission_check(best).findings
    ({'met': 6, 'holding': 4, 'reach': 'mission'}, [('serves', {})])
    >>> mission_check(msgspec.structs.replace(best, links=chain[:2])).figures["reach"]
    'get'
    """
    tests = {name: worth[getattr(given, name)] for name, worth in POINTS.items()}
    links = sorted(given.links, key=lambda link: STAGES.index(link.stage))
    strength = [min(MEASURE[link.measure], HOLDER[link.holder]) for link in links]
    weakest = {
        stage: min((points for link, points in zip(links, strength, strict=True) if link.stage == stage), default=None)
        for stage in STAGES
    }
    reach = "nothing"
    for stage in STAGES:
        if weakest[stage] != 2:
            break
        reach = stage
    sure = tests["target"] == 2 and tests["today"] == 2 and min(tests.values()) > 0 and reach == "mission"
    hopeful = tests["target"] == 2 and all(weakest.values())
    mends = _mends(tests, links, weakest)
    findings: list[tuple[str, dict[str, float | str]]] = [("serves" if sure else "aims" if hopeful else "silent", {})]
    if given.target == "both" and not re.search(r"\b2[0-9]{3}\b", given.sentence):
        findings.append(("no-year-seen", {}))
    if len(mends) > 1:
        findings.append(("mend-in-order", {"n": len(mends)}))
    rows: list[tuple[str, str, str, float]] = [
        (f"test_{name}", "test", STANDS["test"][points], points) for name, points in tests.items()
    ]
    for stage in STAGES:
        if weakest[stage] is None:
            rows.append((f"missing_{stage}", stage, STANDS["link"][0], 0))
        for link, points in zip(links, strength, strict=True):
            if link.stage == stage:
                rows.append((link.what, stage, STANDS["link"][points], points))
    return Result(
        figures={"met": list(tests.values()).count(2), "holding": strength.count(2), "reach": reach},
        findings=findings + mends,
        rows=rows,
        picture=Grid(("measure", "holder", "state"), _chain(links, weakest)),
    )


def _chain(links: list[Link], weakest: dict[str, int | None]) -> list[tuple[str, Sequence[Sequence[tuple[str, str]]]]]:
    """The links in the order of the chain: whether each is measured, who holds it, and how it stands."""
    rows: list[tuple[str, Sequence[Sequence[tuple[str, str]]]]] = []
    for stage in STAGES:
        if weakest[stage] is None:
            rows.append((f"missing_{stage}", [[("none", "")], [("nobody", "")], [("broken", "")]]))
        for link in links:
            if link.stage == stage:
                state = STANDS["link"][min(MEASURE[link.measure], HOLDER[link.holder])]
                rows.append((link.what, [[(link.measure, "")], [(link.holder, "")], [(state, "")]]))
    return rows


def _mends(
    tests: dict[str, int], links: list[Link], weakest: dict[str, int | None]
) -> list[tuple[str, dict[str, float | str]]]:
    """What to mend, first things first: the goal, then the chain from the purchase on, then the other tests."""
    mends: list[tuple[str, dict[str, float | str]]] = [
        (f"mend-{name}", {}) for name in ("target", "today") if tests[name] < 2
    ]
    for stage in STAGES:
        if weakest[stage] is None:
            mends.append((f"missing-{stage}", {}))
        for link in links:
            if link.stage == stage and link.measure != "counted":
                mends.append(("no-measure" if link.measure == "none" else "uncounted", {"what": link.what}))
            if link.stage == stage and link.holder != "person":
                mends.append(("no-holder" if link.holder == "nobody" else "team-only", {"what": link.what}))
    return mends + [(f"mend-{name}", {}) for name in ("bold", "sectors", "ways", "learning") if tests[name] < 2]
