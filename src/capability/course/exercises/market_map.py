"""Who sells in one local market, how much hangs on the largest, and which needs nobody meets."""

from math import fsum
from typing import Literal

import msgspec

from capability.course.worksheets import Result

CONCENTRATED = 2_500
"""From this index on, a market rests on few suppliers."""


class Supplier(msgspec.Struct, frozen=True):
    """One supplier: what it was paid, how large it is, where it is, and whether it bid last time."""

    name: str
    paid: float
    size: Literal["small", "medium", "large"]
    place: Literal["local", "near", "far"]
    bid: Literal["yes", "no"]


class Need(msgspec.Struct, frozen=True):
    """One thing that is needed, and how many of the suppliers offer it."""

    need: str
    offers: int


class Market(msgspec.Struct, frozen=True):
    """One local market, as a year's payments and a look around show it."""

    suppliers: tuple[Supplier, ...]
    needs: tuple[Need, ...]


def market_map(given: Market) -> Result:
    """Shares of what was paid, and what they say.

    - largest: the largest supplier's share of all that was paid, per cent
    - index: the sum of squared shares in per cent (Herfindahl-Hirschman), 0 to 10,000; 10,000 is one supplier alone
    - local, sme: the shares paid to suppliers in the area, and to small and medium-sized ones

    >>> one = Supplier(name="A", paid=75.0, size="large", place="far", bid="yes")
    >>> two = Supplier(name="B", paid=25.0, size="small", place="local", bid="no")
    >>> found = market_map(Market(suppliers=(one, two), needs=(Need(need="Nights", offers=0),)))
    >>> found.figures["largest"], found.figures["index"], found.figures["local"]
    (75.0, 6250.0, 25.0)
    """
    suppliers = sorted(given.suppliers, key=lambda one: (-one.paid, one.name))
    total = fsum(one.paid for one in suppliers)
    shares = [100 * one.paid / total if total else 0.0 for one in suppliers]
    index = fsum(share * share for share in shares)
    figures = {
        "paid": total,
        "largest": shares[0],
        "index": index,
        "local": _share([one.paid for one in suppliers if one.place == "local"], total),
        "sme": _share([one.paid for one in suppliers if one.size != "large"], total),
    }
    silent = [one.name for one in suppliers if one.bid == "no"]
    findings: list[tuple[str, dict[str, float | str]]] = []
    if not total:
        findings.append(("nothing-paid", {}))
    elif index >= CONCENTRATED:
        findings.append(("concentrated", {"name": suppliers[0].name, "share": shares[0]}))
    else:
        findings.append(("spread", {"n": len(suppliers)}))
    if silent:
        findings.append(("silent", {"n": len(silent), "names": ", ".join(silent)}))
    findings += [("gap", {"need": one.need}) for one in given.needs if one.offers == 0]
    findings += [("one-only", {"need": one.need}) for one in given.needs if one.offers == 1]
    if all(one.offers > 1 for one in given.needs):
        findings.append(("no-gap", {}))
    return Result(
        figures=figures,
        findings=findings,
        rows=[(one.name, one.paid, share) for one, share in zip(suppliers, shares, strict=True)],
        bars=[(one.name, share) for one, share in zip(suppliers, shares, strict=True)],
    )


def _share(parts: list[float], total: float) -> float:
    return 100 * fsum(parts) / total if total else 0.0
