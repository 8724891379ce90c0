"""Two sentences that a board paper begins with, ready to be read out or to be copied into a council's own report."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from capability.rule.board import Board
from capability.rule.instrument import TOP_LEVEL, Instrument
from capability.text import one_line, spoken_date
from capability.writing.phrases import band, counted, level_words, listed, quoted, share, shortened, verb

BY_ANSWERS: Final = "By our own answers,"
BY_OTHERS: Final = "By the answers of those who took part,"
"""Of a team, a place or a purchase: a council is not who speaks there."""

SYNTHETIC: Final = "Synthetic answers: these people and their answers are made up, and belong to no council."


class Voice(NamedTuple):
    """Who speaks in a headline: the council itself, or of a team, a place or a purchase."""

    by: str
    we_stand: str
    we_are: str
    our: str


def speaks_as_we(instrument: Instrument) -> bool:
    """Whether those who answered rate what is theirs, which a questionnaire then calls "your council", or nothing."""
    return not instrument.subject or instrument.subject.startswith("your ")


def voice(instrument: Instrument) -> Voice:
    """Who speaks in a paper on these questions."""
    if speaks_as_we(instrument):
        return Voice(BY_ANSWERS, "we stand", "we are", "our")
    of = instrument.subject
    return Voice(BY_OTHERS, f"{of} stands", f"{of} is", "its")


def to_read_out(paper: Board, made: str, decision: str, *, synthetic: bool = False) -> str:
    """Who answered what; where that leaves us, and what the board is asked to decide.

    Nothing is in them that is not in the paper, so they tell no more of anybody. Made-up answers say that they are,
    since what is copied leaves the paper's own warning behind.
    """
    parts = (
        SYNTHETIC if synthetic else "",
        _who_answered(paper, made),
        _without_level(paper),
        _with_asked(headline_sentence(paper), one_line(decision)),
    )
    return " ".join(filter(None, parts))


def _who_answered(paper: Board, made: str) -> str:
    """Of how many who were invited, and when: in a round of which people gave the name, or by the paper's day."""
    if paper.rounds:
        names = listed(shortened(paper.rounds))
        when, answered = f"In the {names} {verb(paper.rounds, 'round', 'rounds')}", "answered"
    else:
        when, answered = f"By {spoken_date(made)}", "had answered"
    what = f"{answered} “{paper.instrument.title}”"
    if paper.invited is None:
        return f"{when}, {band(paper.raters)} {what}; how many were invited is not known."
    there, invited = paper.invited
    return f"{when}, {there} of {invited} people who were invited ({share(there, invited)}%) {what}."


def _with_asked(headline: str, decision: str) -> str:
    """A headline and what the board is asked to decide: in the same sentence where the words go on from it.

    Else they are a sentence of their own, after words that any sentence can follow.

    >>> _with_asked("We stand at 2.", "To agree the three steps."), _with_asked("We stand at 2.", "")
    ('We stand at 2; we ask the board to agree the three steps.', 'We stand at 2.')
    >>> _with_asked("We stand at 2.", "The board is asked to agree.")
    'We stand at 2. Decision sought: The board is asked to agree.'
    """
    if decision[:3].lower() == "to ":
        joint = ", and" if ";" in headline else ";"
        return _ended(f"{headline.removesuffix('.')}{joint} we ask the board to {decision[3:]}")
    return f"{headline} Decision sought: {_ended(decision)}" if decision else headline


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def headline_sentence(paper: Board) -> str:
    """What a board is to take away, in one sentence."""
    found, titles = paper.headline, {dimension.id: dimension.title for dimension in paper.instrument.dimensions}
    holding = [titles[name] for name in found.holding if name not in paper.perhaps]
    perhaps = [titles[name] for name in found.holding if name in paper.perhaps]
    named = perhaps_named(holding, perhaps)
    who = voice(paper.instrument)
    strength = _strength(paper, who)
    if found.lowest is None:
        return "Too little is known to say where we stand."
    level = level_words(paper.instrument, found.lowest)
    if found.lowest == TOP_LEVEL:
        return f"{who.by} all that is known stands at {level}, the top of the scale."
    if not named:
        return f"{who.by} {who.we_stand} at {'most ' if found.only_at_most else ''}{level}."
    are_all_named = found.tied == len(found.holding)
    if found.alike and not found.unknown:
        begin = "" if are_all_named else f": begin with the first of them, {named}"
        return f"{who.by} all {counted(found.tied).lower()} dimensions stand at {level}{begin}."
    if not are_all_named:
        first = f"begin with the first of them, {named}"
        return f"{who.by} {counted(found.tied).lower()} dimensions are lowest, at {level}: {first}{strength}."
    if not holding:
        return f"{who.by} {who.we_are} perhaps weakest on {quoted(perhaps)}{strength}."
    return f"{who.by} {who.we_are} weakest on {named}{strength}."


def _strength(paper: Board, who: Voice) -> str:
    """The end of a headline that names the strength; one of several where others stand as high."""
    if paper.headline.strength is None:
        return ""
    title = next(each.title for each in paper.instrument.dimensions if each.id == paper.headline.strength)
    return f"; {'one' if as_high_as(paper, title) else who.our} strength is “{title}”"


def as_high_as(paper: Board, title: str) -> list[str]:
    """The titles of the other dimensions at the level of one."""
    [level] = [row.level for row in paper.standings if row.title == title]
    return [row.title for row in paper.standings if row.level == level and row.title != title]


def perhaps_named(surely: Sequence[str], perhaps: Sequence[str]) -> str:
    """Those that surely are lowest, and those that perhaps are.

    >>> perhaps_named(["Place", "Culture"], ["People"]), perhaps_named([], ["People"])
    ('“Place” and “Culture”, and perhaps “People”', 'perhaps “People”')
    """
    if not perhaps:
        return quoted(surely) if surely else ""
    return f"{quoted(surely)}, and perhaps {quoted(perhaps)}" if surely else f"perhaps {quoted(perhaps)}"


def _without_level(paper: Board) -> str:
    """How many dimensions the headline says nothing of, where it says something of others."""
    without = sum(row.level is None for row in paper.standings)
    if paper.headline.lowest is None or not 0 < without < len(paper.standings):
        return ""
    of = len(paper.standings)
    return f"{counted(without)} of {counted(of).lower()} dimensions {'has' if without == 1 else 'have'} no level."
