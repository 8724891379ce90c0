"""What lies on the workbench: the tallies of this round and the last, and the reader's choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from capability.pieces.configs import instruments_of
from capability.pieces.kept import read
from capability.pieces.piles import people_of, tally_of
from capability.rule.change import Returned, returned_between
from capability.rule.instrument import COUNCIL, Instrument
from capability.rule.plan import Decision, Edit, Identity, Name
from capability.rule.tally import Tally
from capability.text import Plain

if TYPE_CHECKING:
    from capability.pieces.outputs.piles import PlainPile


CouncilName = Annotated[str, Meta(max_length=80)]


Typed = Annotated[str, Meta(max_length=20)]
RoundName = Annotated[str, Meta(max_length=60)]


class Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reader's choices: the instrument looked at, and by instrument a plan's targets, words, identity and name.

    For a board paper, `decisions` are what is sought of the board and `invited` how many were asked to answer, as it
    was typed, both by instrument; `last_rounds` say when the round before was, and `council` whose paper it is.
    """

    instrument: str = ""
    targets: dict[str, dict[str, int]] = {}
    edits: dict[str, dict[str, Edit]] = {}
    ids: dict[str, Identity] = {}
    names: dict[str, Name] = {}
    decisions: dict[str, Decision] = {}
    invited: dict[str, Typed] = {}
    last_rounds: dict[str, RoundName] = {}
    council: CouncilName = ""


class Bench(msgspec.Struct, frozen=True):
    """Both piles with their tallies by instrument, those of `now` in the order in which they are offered.

    `rounds` says, by instrument, how many of this round's responses give which name of a round; `rounds_before` the
    same of the last one's.

    `returned` are those who answered both times, where ids of responses tell.

    `chosen` is the instrument looked at, or `None` where nobody answered any.
    """

    instruments: dict[str, Instrument]
    now: PlainPile | None
    last: PlainPile | None
    tallies: dict[str, Tally]
    before: dict[str, Tally]
    returned: dict[str, Returned]
    rounds: dict[str, dict[str, int]]
    rounds_before: dict[str, dict[str, int]]
    kept: Kept
    chosen: str | None


def lay_out(config: Plain, state: Plain) -> Bench:
    """What lies there in a state."""
    instruments = instruments_of(config)
    piles = state.get("piles") or {}
    now, last = piles.get("now"), piles.get("last")
    tallies = own_side_first(_tallies(now), instruments)
    kept = read(state.get("kept"), Kept) or Kept()
    chosen = kept.instrument if kept.instrument in tallies else next(iter(tallies), None)
    before, returned, rounds = _tallies(last), _returned(now, last), (_rounds(now), _rounds(last))
    return Bench(instruments, now, last, tallies, before, returned, *rounds, kept, chosen)


def _returned(now: PlainPile | None, last: PlainPile | None) -> dict[str, Returned]:
    if now is None or last is None:
        return {}
    earlier = {answers["instrument"]: answers for answers in last["tallies"]}
    found = {}
    for answers in now["tallies"]:
        name = answers["instrument"]
        if name in earlier:
            returned = returned_between(people_of(earlier[name]), people_of(answers))
            if returned is not None:
                found[name] = returned
    return found


def _rounds(pile: PlainPile | None) -> dict[str, dict[str, int]]:
    return {answers["instrument"]: answers["rounds"] for answers in pile["tallies"]} if pile else {}


def _tallies(pile: PlainPile | None) -> dict[str, Tally]:
    return {answers["instrument"]: tally_of(answers) for answers in pile["tallies"]} if pile else {}


def own_side_first(tallies: Mapping[str, Tally], instruments: Mapping[str, Instrument]) -> dict[str, Tally]:
    """The council's own instrument first, those of people outside last."""

    def place(name: str) -> tuple[bool, bool]:
        return any(practice.mirrors for practice in instruments[name].practices), name != COUNCIL

    return {name: tallies[name] for name in sorted(tallies, key=place)}
