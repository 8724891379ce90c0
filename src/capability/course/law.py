"""The law's figures and dates, each in one place: what chapters, questions and exercises call by name.

A figure is named in double braces, `{{ threshold_services }}`, wherever it is printed, so that it is renewed once.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from capability.errors import Fault, did_you_mean
from capability.rule.instrument import Date, Identifier, no_such_day

STALE_DAYS = 180
"""A page that states the law is shown stale when the day on which it was looked up is longer ago than this."""

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$(?!\n)", max_length=40)]
NAMED = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")


class NationLaw(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A nation's law, and the day on which we last looked at all that is said of it."""

    title: Annotated[str, Meta(min_length=1, max_length=40)]
    as_at: Date


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One sum, day or number of one nation's law: what is printed, what it is, and where it comes from."""

    nation: Identifier
    says: Annotated[str, Meta(min_length=1, max_length=60, description="What is printed, such as £207,720")]
    what: Annotated[str, Meta(min_length=1, max_length=300, description="What it is")]
    sources: Annotated[tuple[Identifier, ...], Meta(min_length=1, description="Keys in book/references.bib")]


class Law(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All figures by name, and the nations that they belong to."""

    nations: dict[Identifier, NationLaw]
    figures: dict[Name, Figure]

    def named(self, spoken: Callable[[str], str]) -> dict[str, str]:
        """What each name stands for: every figure, and `as_at_NATION` for each nation's day as `spoken` words it."""
        days = {f"as_at_{nation}": spoken(self.nations[nation].as_at) for nation in self.nations}
        return {**days, **{name: figure.says for name, figure in self.figures.items()}}


def check(data: Any) -> Iterator[Fault]:
    """What no schema can say of a file of the law's figures: `where` is the path inside it."""
    nations, figures = data.get("nations"), data.get("figures")
    if not isinstance(nations, dict) or not isinstance(figures, dict):
        return
    for name, nation in nations.items():
        yield from no_such_day(nation, f"nations.{name}")
    for name, figure in figures.items():
        nation = str(figure.get("nation")) if isinstance(figure, dict) else ""
        if nation and nation not in nations:
            what = f"`{nation[:60]}` is none of the nations above"
            yield Fault("unknown-nation", f"figures.{name}.nation", what, did_you_mean(nation, nations))


def fill_in(text: str, named: Mapping[str, str]) -> str:
    """Text with every name in it that is known replaced; an unknown one stays as it is.

    >>> fill_in("Above {{ threshold }} and {{ unknown }}", {"threshold": "£10"})
    'Above £10 and {{ unknown }}'
    """
    return NAMED.sub(lambda called: named.get(called[1], called[0]), text)


def holds_until(as_at: str) -> str:
    """The last day on which what was looked up on a day is not stale; both as `2026-11-22`.

    >>> holds_until("2026-11-22")
    '2027-05-21'
    """
    return (date.fromisoformat(as_at) + timedelta(days=STALE_DAYS)).isoformat()
