"""Which conditions to keep in a contract, which to mend or drop, and which rules the contract falls under."""

import math
from collections.abc import Iterator
from typing import Literal

import msgspec

from capability.course.pictures import Grid
from capability.course.worksheets import Result

PARTS = ("linked", "fair", "clear", "measurable", "owned")
"""What a condition needs, in the order in which to mend it."""

WORTH = {"yes": 2, "partly": 1, "no": 0}

WEAK = 3
"""With so many parts missing, a condition is better written anew than mended."""

HEAVY = 5.0
"""From this share of the contract's value on, in per cent, conditions are heavy."""

YesPartlyNo = Literal["yes", "partly", "no"]
Finding = tuple[str, dict[str, float | str]]


class Condition(msgspec.Struct, frozen=True):
    """One condition, what is so of each of its five parts, and what it costs the supplier over the whole contract."""

    condition: str
    linked: YesPartlyNo
    fair: YesPartlyNo
    clear: YesPartlyNo
    measurable: YesPartlyNo
    owned: YesPartlyNo
    cost: float


class Contract(msgspec.Struct, frozen=True):
    """A contract: the nation whose law it falls under, its kind, its size by the law's values, and its value."""

    nation: Literal["england", "wales", "scotland"]
    contract: Literal["goods", "services", "works", "light"]
    size: Literal["below", "above", "large"]
    value: float
    conditions: tuple[Condition, ...]


def condition_check(given: Contract) -> Result:
    """A verdict for each condition, the part to mend first, what all cost, and the rules by code.

    Inputs: choices, and pounds for the contract's value and for each condition's cost over the whole contract. The sums
    and verdicts are our rule; the law's lines, by code, have their sources in the exercise's file.

    - points: 2 for each part that is so, 1 for one that is partly so: 0 to 10
    - drop: the condition is not linked to the contract, or three or more of its parts are missing
    - keep: all five are so; otherwise mend, first the part with the fewest points, the first such in `PARTS`
    - share: the cost of all conditions by the contract's value, per cent; heavy from 5

    >>> condition = Condition(
    ...     condition="Apprentices", linked="yes", fair="yes", clear="partly", measurable="yes", owned="no", cost=300.0
    ... )
    >>> checked = condition_check(
    ...     Contract(nation="england", contract="light", size="large", value=10_000.0, conditions=(condition,))
    ... )
    >>> checked.figures
    {'keep': 0, 'mend': 1, 'drop': 0, 'cost': 300.0, 'share': 3.0}
    >>> checked.rows, checked.findings[0]
    ([('Apprentices', 'mend', 'owned', 7, 300.0, 3.0)], ('mend-owned', {'name': 'Apprentices'}))
    >>> [code for code, _ in checked.findings[1:]][-1]
    'england-kpis-light'
    """
    cost = math.fsum(condition.cost for condition in given.conditions)
    share = 100 * cost / given.value
    rows: list[tuple[str, str, str, int, float, float]] = []
    findings: list[Finding] = []
    for condition in given.conditions:
        worth = {part: WORTH[getattr(condition, part)] for part in PARTS}
        verdict = _verdict(worth)
        first = "none" if verdict == "keep" else min(PARTS, key=worth.__getitem__)
        rows.append(
            (
                condition.condition,
                verdict,
                first,
                sum(worth.values()),
                condition.cost,
                100 * condition.cost / given.value,
            )
        )
        code = {"keep": "keep", "mend": f"mend-{first}", "drop": "drop-weak" if worth["linked"] else "drop-linked"}
        findings.append((code[verdict], {"name": condition.condition}))
    if not cost:
        findings.append(("unpriced", {}))
    elif share >= HEAVY:
        findings.append(("heavy", {"cost": cost, "share": share}))
    findings += [(code, {}) for code in route(given.nation, given.contract, given.size)]
    verdicts = [row[1] for row in rows]
    return Result(
        figures={**{name: verdicts.count(name) for name in ("keep", "mend", "drop")}, "cost": cost, "share": share},
        findings=findings,
        rows=rows,
        picture=Grid(
            PARTS,
            [
                (condition.condition, [[(getattr(condition, part), "")] for part in PARTS])
                for condition in given.conditions
            ],
        ),
    )


def _verdict(worth: dict[str, int]) -> Literal["keep", "mend", "drop"]:
    missing = list(worth.values()).count(0)
    if not worth["linked"] or missing >= WEAK:
        return "drop"
    return "keep" if min(worth.values()) == 2 else "mend"


def route(nation: str, contract: str, size: str) -> Iterator[str]:
    """The rules that a contract falls under, by code: lines of the exercise's file, each with its nation and day.

    `size` is `below` or `above` the threshold, or `large`: above the value of a further duty too. In England and Wales
    that duty is on performance indicators, in Scotland on community benefits.

    >>> list(route("england", "services", "below"))
    ['england-below-reserve', 'england-below-stage', 'england-below-small']
    >>> list(route("scotland", "works", "large"))
    ['scotland-act', 'scotland-duty', 'scotland-benefit']
    """
    if nation == "england" and size == "below":
        yield from ("england-below-reserve", "england-below-stage", "england-below-small")
    elif nation == "england":
        yield from ("england-marks", "england-aims", "england-talks", "england-ppn")
        if contract in ("services", "light"):
            yield "england-social-value-act"
        yield f"england-{_indicators(contract, size)}"
    elif nation == "wales":
        yield "wales-duty"
        if contract == "works":
            yield "wales-works"
        if size == "below":
            yield "wales-below"
        else:
            yield "wales-act"
            yield f"wales-{_indicators(contract, size)}"
    else:
        yield "scotland-act"
        if size == "below":
            yield "scotland-below"
        else:
            yield from ("scotland-duty", "scotland-benefit" if size == "large" else "scotland-benefit-small")


def _indicators(contract: str, size: str) -> str:
    if contract == "light":
        return "kpis-light"
    return "kpis" if size == "large" else "kpis-small"
