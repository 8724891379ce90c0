"""Who sells in one local market, how much hangs on the largest, and which needs nobody meets."""

from math import fsum
from typing import Literal

import msgspec

from capability.course.pictures import Strip, Strips
from capability.course.worksheets import Result
from capability.text import name_key

CONCENTRATED = 2_500
"""From this index on, what is paid rests on few suppliers."""


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
    """Shares of what was paid, and what they say. A supplier that stands in several lines is one: they are added up.

    - largest: the largest supplier's share of all that was paid, per cent
    - index: the sum of squared shares in per cent (Herfindahl-Hirschman), 0 to 10,000; 10,000 is one supplier alone
    - local, sme: the shares paid to suppliers in the area, and to small and medium-sized ones

    >>> first = Supplier(name="A", paid=75.0, size="large", place="far", bid="yes")
    >>> second = Supplier(name="B", paid=25.0, size="small", place="local", bid="no")
    >>> result = market_map(Market(suppliers=(first, second), needs=(Need(need="Nights", offers=0),)))
    >>> result.figures["largest"], result.figures["index"], result.figures["local"]
    (75.0, 6250.0, 25.0)
    """
    suppliers = sorted(_added_up(given.suppliers), key=lambda supplier: (-supplier.paid, supplier.name))
    total = fsum(supplier.paid for supplier in suppliers)
    shares = [100 * supplier.paid / total if total else 0.0 for supplier in suppliers]
    index = fsum(share * share for share in shares)
    figures = {
        "paid": total,
        "largest": shares[0],
        "index": index,
        # Line by line, for the lines of one supplier may tell of two places.
        "local": _share([line.paid for line in given.suppliers if line.place == "local"], total),
        "sme": _share([line.paid for line in given.suppliers if line.size != "large"], total),
    }
    silent = [supplier.name for supplier in suppliers if supplier.bid == "no"]
    findings: list[tuple[str, dict[str, float | str]]] = []
    if not total:
        findings.append(("nothing-paid", {}))
    elif index >= CONCENTRATED:
        findings.append(("concentrated", {"name": suppliers[0].name, "share": shares[0]}))
    else:
        findings.append(("spread", {"n": len(suppliers)}))
    if len(suppliers) < len(given.suppliers):
        findings.append(("added-up", {"lines": len(given.suppliers), "n": len(suppliers)}))
    if silent:
        findings.append(("silent", {"n": len(silent), "names": ", ".join(silent)}))
    findings += [("gap", {"need": need.need}) for need in given.needs if need.offers == 0]
    findings += [("one-only", {"need": need.need}) for need in given.needs if need.offers == 1]
    if all(need.offers > 1 for need in given.needs):
        findings.append(("no-gap", {}))
    return Result(
        figures=figures,
        findings=findings,
        rows=[(supplier.name, supplier.paid, share) for supplier, share in zip(suppliers, shares, strict=True)],
        picture=Strips(
            [
                Strip(supplier.name, [("bid" if supplier.bid == "yes" else "silent", 0, share)], [share])
                for supplier, share in zip(suppliers, shares, strict=True)
            ],
            most=100,
        ),
    )


def _added_up(lines: tuple[Supplier, ...]) -> list[Supplier]:
    """One supplier a name, whatever its capitals and spaces; it bid where one of its lines says so."""
    by_name: dict[str, list[Supplier]] = {}
    for line in lines:
        by_name.setdefault(name_key(line.name), []).append(line)
    return [
        msgspec.structs.replace(
            same[0],
            paid=fsum(line.paid for line in same),
            bid="yes" if any(line.bid == "yes" for line in same) else "no",
        )
        for same in by_name.values()
    ]


def _share(parts: list[float], total: float) -> float:
    return 100 * fsum(parts) / total if total else 0.0
