"""What one bid costs a firm, what all bids cost all firms, and which part of the papers to strike out first."""

from math import fsum

import msgspec

from capability.course.pictures import Strip, Strips
from capability.course.worksheets import Result


class Part(msgspec.Struct, frozen=True):
    """One part of a bid: the hours that it takes a bidder now, and those it would take if simplified, and how."""

    part: str
    hours: float
    simplified: float
    change: str


class Bid(msgspec.Struct, frozen=True):
    """One bid for one contract, as one bidder sees it.

    Money is in pounds. `chance` and `margin` are per cent; a chance of 0 stands for an even one.
    """

    hour: float
    external: float
    value: float
    bidders: int
    chance: float
    margin: float
    parts: tuple[Part, ...]


def cost_of_bidding(given: Bid) -> Result:
    """The cost of a bid now and if simplified, for one bidder and for all.

    - cost: hours of all parts times the price of an hour, plus external costs; pounds
    - market: cost times the number of bidders; pounds
    - chance: as given, or, where 0 was given, 100 divided by the number of bidders; per cent
    - win: cost divided by the chance, which is what a firm spends on bids for each one that it wins; pounds
    - share: `win` as a share of the contract's value; per cent
    - smallest: `win` divided by the margin, which is the value from which a bid pays on average; pounds
    - saving of a part: its hours less its simplified hours, times the price of an hour; times the bidders for all

    The formulas are our own: no source is behind them.

    >>> parts = (Part(part="Essays", hours=50.0, simplified=30.0, change="Fewer"),)
    >>> result = cost_of_bidding(
    ...     Bid(hour=20.0, external=200.0, value=50000.0, bidders=4, chance=0.0, margin=10.0, parts=parts)
    ... )
    >>> result.figures["cost"], result.figures["market"], result.figures["win"], result.figures["smallest"]
    (1200.0, 4800.0, 4800.0, 48000.0)
    >>> result.rows
    [('Essays', 50.0, 30.0, 400.0, 1600.0, 'Fewer')]
    """
    chance = given.chance or 100 / given.bidders
    cost = given.hour * fsum(part.hours for part in given.parts) + given.external
    after = given.hour * fsum(part.simplified for part in given.parts) + given.external
    win, win_after = (100 * spent / chance for spent in (cost, after))
    smallest, smallest_after = (100 * spent / given.margin for spent in (win, win_after))
    parts = sorted(given.parts, key=lambda part: (part.simplified - part.hours, part.part, part.change))
    savings = [given.hour * (part.hours - part.simplified) for part in parts]
    figures = {
        "cost": cost,
        "market": given.bidders * cost,
        "chance": chance,
        "win": win,
        "share": 100 * win / given.value,
        "smallest": smallest,
        "after": after,
        "smallest_after": smallest_after,
        "saved": given.bidders * (cost - after),
    }

    findings: list[tuple[str, dict[str, float | str]]] = []
    if savings[0] > 0:
        first = parts[0]
        findings.append(
            (
                "strike-first",
                {"part": first.part, "change": first.change, "one": savings[0], "all": given.bidders * savings[0]},
            )
        )
    else:
        findings.append(("no-saving", {}))
    sizes: dict[str, float | str] = {"value": given.value, "smallest": smallest, "after": smallest_after}
    if smallest <= given.value:
        findings.append(("pays", sizes))
    elif smallest_after <= given.value:
        findings.append(("pays-simplified", sizes))
    else:
        findings.append(("never-pays", sizes))
    if given.bidders > 1:
        findings.append(("losing", {"lost": (given.bidders - 1) * cost, "n": given.bidders - 1}))
    else:
        findings.append(("alone", {}))
    if given.external > cost / 2:
        findings.append(("mostly-external", {"external": given.external, "share": 100 * given.external / cost}))
    if chance * given.bidders > 101:
        findings.append(("hopeful", {"chance": chance, "even": 100 / given.bidders}))
    findings += [("longer", {"part": part.part}) for part in parts if part.simplified > part.hours]
    return Result(
        figures=figures,
        findings=findings,
        rows=[
            (part.part, part.hours, part.simplified, saving, given.bidders * saving, part.change)
            for part, saving in zip(parts, savings, strict=True)
        ],
        picture=Strips(
            [
                Strip(part.part, [("after", 0, part.simplified), ("now", 0, part.hours)], [part.simplified, part.hours])
                for part in parts
            ]
        ),
    )
