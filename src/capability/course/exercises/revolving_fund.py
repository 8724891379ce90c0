"""What a fund that lends, gives and holds money back can do in fifteen years, and what is left of it."""

from collections.abc import Sequence
from math import floor

import msgspec

from capability.course.pictures import Curves
from capability.course.worksheets import Result

YEARS = 15
DEAREST = 20
"""Up to this interest, per cent a year, a price is looked for that keeps the pot whole."""


class Fund(msgspec.Struct, frozen=True):
    """One fund: money in pounds, `loan_years` in years, the rest in per cent."""

    pot: float
    new_money: float
    running_cost: float
    held: float
    grants: float
    loan_years: int
    interest: float
    losses: float
    inflation: float


class Year(msgspec.Struct, frozen=True):
    """One year of a fund, in pence. `cash` and `owed` are what is there at its end."""

    new: int
    cost: int
    unpaid: int
    lent: int
    given: int
    lost: int
    repaid: int
    interest: int
    cash: int
    owed: int


def revolving_fund(given: Fund) -> Result:
    """Lend, give and hold for fifteen years, in whole pence.

    At the start of a year new money comes in (from the second year on), the running cost is paid, `held` per cent of
    the rest stays in hand, and all else is paid out: `grants` per cent as gifts, the rest as loans. Of each loan
    `losses` per cent never comes back. The sound part is repaid in `loan_years` equal parts, the first at the end of
    the same year, with `interest` on what was owed in that year. The running cost rises with `inflation`.

    - lent, given, lost, costs, interest: added up over all years, pounds
    - turns: lent in all, divided by the pot and all new money
    - left: cash and what is owed soundly after the last year; today: the same, divided by (1 + inflation)^15

    Source: our own assumptions; the arithmetic of a loan with equal repayments of principal.

    A pot of £32,768 in loans of one year, of which each year half is lost: 2^15 halves down to £1.

    >>> half = Fund(pot=32768, new_money=0, running_cost=0, held=0, grants=0, loan_years=1, interest=0, losses=50,
    ...     inflation=0)
    >>> figures = revolving_fund(half).figures
    >>> figures["left"], figures["lost"], figures["lent"]
    (1.0, 32767.0, 65534.0)
    """
    years = run(given)
    put_in = _pence(given.pot) + sum(year.new for year in years)
    left = years[-1].cash + years[-1].owed
    figures: dict[str, float | str | None] = {
        "lent": _pounds(sum(year.lent for year in years)),
        "turns": sum(year.lent for year in years) / put_in,
        "given": _pounds(sum(year.given for year in years)),
        "lost": _pounds(sum(year.lost for year in years)),
        "costs": _pounds(sum(year.cost for year in years)),
        "interest": _pounds(sum(year.interest for year in years)),
        "left": _pounds(left),
        "today": _pounds(_deflated(left, given, YEARS)),
    }
    return Result(
        figures=figures,
        findings=_findings(given, years),
        rows=[
            (
                str(number),
                *(_whole(part) for part in (year.lent, year.given, year.repaid + year.interest)),
                *(_whole(part) for part in (year.lost, year.cost, year.cash + year.owed)),
            )
            for number, year in enumerate(years, 1)
        ],
        picture=Curves(
            [str(number) for number in range(1, len(years) + 1)],
            [
                ("left", [_whole(year.cash + year.owed) for year in years]),
                ("lent", [_whole(year.lent) for year in years]),
            ],
        ),
    )


def run(given: Fund) -> list[Year]:
    """The fund year by year, in whole pence, so that not a penny is made or lost by rounding."""
    cash = _pence(given.pot)
    cost = _pence(given.running_cost)
    # Of each year's lending: what is still owed soundly, and how it was when it was lent.
    sound: list[int] = []
    years: list[Year] = []
    for number in range(YEARS):
        new = _pence(given.new_money) if number else 0
        cash += new
        paid = min(cost, cash)
        cash -= paid
        payout = cash - _part(cash, given.held)
        gift = _part(payout, given.grants)
        loan = payout - gift
        lost = _part(loan, given.losses)
        sound.append(loan - lost)
        owed = sum(_owed(first, number - begun, given.loan_years) for begun, first in enumerate(sound))
        still = sum(_owed(first, number - begun + 1, given.loan_years) for begun, first in enumerate(sound))
        interest = _part(owed, given.interest)
        cash += owed - still + interest - payout
        years.append(
            Year(
                new=new,
                cost=paid,
                unpaid=cost - paid,
                lent=loan,
                given=gift,
                lost=lost,
                repaid=owed - still,
                interest=interest,
                cash=cash,
                owed=still,
            )
        )
        cost += _part(cost, given.inflation)
    return years


def kept(given: Fund, years: Sequence[Year]) -> float:
    """What is left, per cent of all that was put in, both in today's money."""
    put_in = _pence(given.pot) + sum(_deflated(year.new, given, number) for number, year in enumerate(years))
    return 100 * _deflated(years[-1].cash + years[-1].owed, given, YEARS) / put_in


def price(given: Fund) -> float | None:
    """The lowest interest, in steps of 0.1 per cent, at which the fund is worth what was put in; `None` above 20."""

    def holds(tenths: int) -> bool:
        dearer = msgspec.structs.replace(given, interest=tenths / 10)
        return kept(dearer, run(dearer)) >= 100

    low, high = 0, DEAREST * 10
    if not holds(high):
        return None
    # More interest never leaves less, so halving finds it.
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low / 10


def _findings(given: Fund, years: Sequence[Year]) -> list[tuple[str, dict[str, float | str]]]:
    findings: list[tuple[str, dict[str, float | str]]] = []
    lending = [number for number, year in enumerate(years, 1) if year.lent]
    if not lending:
        findings.append(("never-lends", {}))
    elif lending[-1] < YEARS:
        findings.append(("stops", {"year": lending[-1] + 1}))
    else:
        findings.append(("goes-on", {"first": _pounds(years[0].lent), "last": _pounds(years[-1].lent)}))
    unpaid = [number for number, year in enumerate(years, 1) if year.unpaid]
    if unpaid:
        findings.append(("unpaid", {"year": unpaid[0], "short": _pounds(sum(year.unpaid for year in years))}))
    share = kept(given, years)
    findings.append(("whole" if share >= 100 else "shrinks", {"share": share}))
    if lending:
        interest = price(given)
        code = "could-charge" if share >= 100 else "must-charge"
        findings.append(("no-price", {"most": DEAREST}) if interest is None else (code, {"interest": interest}))
    findings += _drains(years)
    total = sum(year.lent for year in years)
    gifts = sum(year.given for year in years)
    for code, other in (
        ("giving", msgspec.structs.replace(given, grants=0)),
        ("holding", msgspec.structs.replace(given, held=0)),
    ):
        more = sum(year.lent for year in run(other)) - total
        if more > 0:
            findings.append((code, {"given": _pounds(gifts), "held": given.held, "more": _pounds(more)}))
    return findings


def _drains(years: Sequence[Year]) -> list[tuple[str, dict[str, float | str]]]:
    """What takes most out of the pot, and whether interest pays for losses and running costs."""
    lost, costs, gifts = (sum(getattr(year, name) for year in years) for name in ("lost", "cost", "given"))
    interest = sum(year.interest for year in years)
    most, code = max((costs, "most-costs"), (lost, "most-losses"), (gifts, "most-grants"))
    findings: list[tuple[str, dict[str, float | str]]] = []
    if most:
        findings.append((code, {"amount": _pounds(most)}))
    pays = "interest-pays" if interest >= lost + costs else "interest-falls-short"
    findings.append((pays, {"interest": _pounds(interest), "needed": _pounds(lost + costs)}))
    return findings


def _owed(first: int, after: int, years: int) -> int:
    """What is owed of a loan after so many equal repayments; the pence that do not divide come in the later ones."""
    return first - first * min(after, years) // years


def _part(amount: int, percent: float) -> int:
    """So many per cent of pence, to the nearest penny, half a penny up."""
    return (amount * round(percent * 10_000) * 2 + 100 * 10_000) // (2 * 100 * 10_000)


def _deflated(amount: int, given: Fund, years: int) -> int:
    """An amount of a later year in the money of the first day: whole numbers, so that every machine finds the same."""
    dearer: int = (100 * 10_000 + round(given.inflation * 10_000)) ** years
    exact: int = 2 * amount * (100 * 10_000) ** years + dearer
    return exact // (2 * dearer)


def _pence(pounds: float) -> int:
    return floor(pounds * 100 + 0.5)


def _pounds(pence: int) -> float:
    return pence / 100


def _whole(pence: int) -> float:
    """Whole pounds, for a table that looks years ahead."""
    return (pence + 50) // 100
