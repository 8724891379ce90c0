"""The risks of acting beside the risks of not acting, what hangs on each, who bears it, and how firm that order is."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal

import msgspec

from capability.course.pictures import Strip, Strips
from capability.course.worksheets import Result
from capability.text import name_key

OFF = Fraction(1, 3)
"""How far off each likelihood may be, as a part of itself."""

TOP = 3
"""How many entries are named as those with most at stake."""

GRAVE = 3
"""From this harm on, an entry is told apart from its money."""

NO_REMEDY = "none"
"""What a reader writes where nothing is known that would halve a risk."""

SIDES = ("acting", "waiting")
BEARERS = ("council", "supplier", "residents")


class Risk(msgspec.Struct, frozen=True):
    """One thing that could go wrong: on which side, how likely, for how much, to whom, and what would halve it."""

    risk: str
    side: Literal["acting", "waiting"]
    likelihood: float
    cost: float
    bearer: Literal["council", "supplier", "residents"]
    harm: int
    remedy: str
    remedy_cost: float


class Register(msgspec.Struct, frozen=True):
    """One decision, with what could go wrong if it is taken and if it is not."""

    decision: str
    risks: tuple[Risk, ...]


class _Entry(msgspec.Struct, frozen=True):
    """One risk with its expected cost in pounds: as stated, and with its likelihood a third lower and higher."""

    risk: Risk
    stated: Fraction
    low: Fraction
    high: Fraction

    @property
    def saved(self) -> Fraction:
        """What halving the likelihood would save."""
        return self.stated / 2

    @property
    def pays(self) -> Fraction:
        """What halving it saves beyond what that costs."""
        return self.saved - _exact(self.risk.remedy_cost)

    @property
    def mendable(self) -> bool:
        """Whether something is known that would halve it."""
        return name_key(self.risk.remedy) != NO_REMEDY


Values = dict[str, float | str]


def two_sided_register(given: Register) -> Result:
    """Expected costs in pounds on both sides, and how far they can be trusted.

    - expected cost of a risk: likelihood (per cent, divided by 100) times cost in pounds if it happens; our assumption
    - low and high: the same with the likelihood a third lower, and a third higher but at most 100 per cent
    - acting, waiting: the sums of each side, as stated, low and high; harm: the gravest of each, 0 to 4, not added
    - a side is larger for certain (`holds`) if its low sum is above the other side's high sum
    - an entry's place: from 1 plus the number of others whose low is above its high, to 1 plus the number of others
      whose high is above its low

    >>> risks = (Risk("Bids stay away", "acting", 25.0, 40_000.0, "council", 1, "Early talks", 3_000.0),
    ...          Risk("Fewer pupils eat", "waiting", 60.0, 80_000.0, "residents", 3, "none", 0.0))
    >>> result = two_sided_register(Register("School meals", risks))
    >>> result.figures["acting"], result.figures["waiting"], result.figures["waiting_low"]
    (10000.0, 48000.0, 32000.0)
    >>> [code for code, _ in result.findings][:4]
    ['harm-waiting', 'larger-waiting', 'holds', 'bears-acting-council']
    """
    entries = sorted(
        (_entry(risk) for risk in given.risks),
        key=lambda entry: (-entry.stated, entry.risk.risk, msgspec.json.encode(entry.risk)),
    )
    sides = {side: [entry for entry in entries if entry.risk.side == side] for side in SIDES}
    findings = _grave(entries)
    findings += _compared(given.decision, sides["acting"], sides["waiting"])
    for side, of_side in sides.items():
        findings += _bearers(side, of_side)
    findings += _top(entries)
    findings += _rare(entries)
    findings += _remedy(entries)
    findings.append(("guess", {}))
    figures: dict[str, float | str | None] = {}
    for side, of_side in sides.items():
        figures[side] = float(sum(entry.stated for entry in of_side))
        figures[f"{side}_low"] = float(sum(entry.low for entry in of_side))
        figures[f"{side}_high"] = float(sum(entry.high for entry in of_side))
        figures[f"{side}_harm"] = max((entry.risk.harm for entry in of_side), default=None)
    return Result(
        figures=figures,
        findings=findings,
        rows=[_row(entry, entries) for entry in entries],
        picture=_two_sides(entries),
    )


def _two_sides(entries: list[_Entry]) -> Strips:
    """Acting to the left and waiting to the right of one axis, each with its range when its likelihood is off."""
    most = float(max((entry.high for entry in entries), default=0))

    def strip(entry: _Entry) -> Strip:
        side = -1 if entry.risk.side == "acting" else 1
        stated, low, high = (side * float(value) for value in (entry.stated, entry.low, entry.high))
        return Strip(entry.risk.risk, [(entry.risk.side, 0, stated), ("range", low, high)], [float(entry.stated)])

    return Strips([strip(entry) for entry in entries], [("axis", 0)], -most, most)


def _exact(value: float) -> Fraction:
    """A number as it was typed, so that thirds and sums of it come out the same in any order."""
    return Fraction(str(value))


def _entry(risk: Risk) -> _Entry:
    likelihood, cost = _exact(risk.likelihood) / 100, _exact(risk.cost)
    return _Entry(
        risk=risk,
        stated=likelihood * cost,
        low=likelihood * (1 - OFF) * cost,
        high=min(likelihood * (1 + OFF), Fraction(1)) * cost,
    )


def _compared(decision: str, acting: list[_Entry], waiting: list[_Entry]) -> list[tuple[str, Values]]:
    """Which side is larger, and whether it stays so when each likelihood is a third off."""
    if not acting or not waiting:
        return [("one-sided-acting" if acting else "one-sided-waiting", {"decision": decision})]
    act, wait = sum(entry.stated for entry in acting), sum(entry.stated for entry in waiting)
    values: Values = {"decision": decision, "acting": float(act), "waiting": float(wait)}
    if act == wait:
        return [("equal", values)]
    larger, smaller = (acting, waiting) if act > wait else (waiting, acting)
    low, high = sum(entry.low for entry in larger), sum(entry.high for entry in smaller)
    return [
        ("larger-acting" if act > wait else "larger-waiting", values),
        ("holds" if low > high else "could-turn", {"low": float(low), "high": float(high)}),
    ]


def _bearers(side: str, entries: list[_Entry]) -> list[tuple[str, Values]]:
    """Who bears most on one side; all of them, where they bear the same."""
    total = sum(entry.stated for entry in entries)
    borne = {who: sum(entry.stated for entry in entries if entry.risk.bearer == who) for who in BEARERS}
    return [
        (f"bears-{side}-{who}", {"share": float(100 * part / total)})
        for who, part in borne.items()
        if total and part == max(borne.values())
    ]


def _top(entries: list[_Entry]) -> list[tuple[str, Values]]:
    return [
        (
            f"top-{entry.risk.side}",
            {"risk": entry.risk.risk, "expected": float(entry.stated), "places": _places(entry, entries)},
        )
        for entry in entries[:TOP]
        if entry.stated
    ]


def _grave(entries: list[_Entry]) -> list[tuple[str, Values]]:
    """What does the gravest harm that is not money: told first, and never added up."""
    grave = {
        side: [entry.risk for entry in entries if entry.risk.side == side and entry.risk.harm >= GRAVE]
        for side in SIDES
    }
    return [
        (f"harm-{side}", {"n": len(risks), "names": "; ".join(risk.risk for risk in risks)})
        for side, risks in grave.items()
        if risks
    ]


def _rare(entries: list[_Entry]) -> list[tuple[str, Values]]:
    """What an expected cost hides: a blow outside the first three that would be larger than each of them."""
    top, others = entries[:TOP], [entry.risk for entry in entries[TOP:] if entry.stated]
    blow = max(others, key=lambda risk: risk.cost, default=None)
    if blow is None or blow.cost <= max(entry.risk.cost for entry in top):
        return []
    return [("rare", {"risk": blow.risk, "cost": blow.cost, "likelihood": blow.likelihood})]


def _remedy(entries: list[_Entry]) -> list[tuple[str, Values]]:
    """The remedy that saves most beyond its cost, and whether it still pays when the likelihood is a third lower."""
    best = max((entry for entry in entries if entry.mendable), key=lambda entry: entry.pays, default=None)
    if best is None or best.pays <= 0:
        return [("no-remedy", {})]
    values: Values = {
        "remedy": best.risk.remedy,
        "risk": best.risk.risk,
        "cost": best.risk.remedy_cost,
        "saved": float(best.saved),
    }
    return [("remedy" if best.low / 2 > _exact(best.risk.remedy_cost) else "remedy-thin", values)]


def _places(entry: _Entry, entries: Iterable[_Entry]) -> str:
    """The places from 1 on that an entry could take, such as `2–5`, when each likelihood is a third off."""
    others = [other for other in entries if other is not entry]
    first = 1 + sum(other.low > entry.high for other in others)
    last = 1 + sum(other.high > entry.low for other in others)
    return str(first) if first == last else f"{first}–{last}"


def _row(entry: _Entry, entries: list[_Entry]) -> tuple[str | float | None, ...]:
    acting, expected = entry.risk.side == "acting", float(entry.stated)
    return (
        entry.risk.risk,
        expected if acting else None,
        None if acting else expected,
        _places(entry, entries),
        entry.risk.harm,
        entry.risk.remedy_cost if entry.mendable else None,
        float(entry.saved) if entry.mendable else None,
    )
