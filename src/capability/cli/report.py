"""`capability report`: a board paper of two pages, as a Word file."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from capability.authoring.council import find_council, load_council
from capability.cli.inputs import pile_of
from capability.cli.outputs import hand_over, refuse_terminal, takes_output
from capability.cli.plan import made_on, saved_plan
from capability.cli.printing import tell
from capability.errors import CapabilityError, Fault
from capability.limits import LARGEST_TEMPLATE
from capability.reading.gathering import Gathered, Pile
from capability.rule.board import board
from capability.rule.change import Returned, returned_between
from capability.rule.instrument import COUNCIL, Instrument
from capability.rule.tally import Tally
from capability.rule.totals import own_indices
from capability.writing.board import write_board
from capability.writing.past import past_days

ABOUT = """\
Reads what `capability tally` reads, of people outside as well, and needs five people.

  capability report answers/ --output paper.docx
  capability report 2027/ --before 2026/ --plan plan.json --decision "To agree three steps." --output papers/
  capability report answers/ --template our-paper.docx --output paper.docx
                                  into the council's own Word file, where a paragraph says {{ paper }}

Board papers are public: this one does not say how many gave which answer, names no role of fewer than eight people, and
sets nothing beside fewer than eight. --invited says how many were asked, so that a board sees what share answered; of
suppliers and residents too: --invited 60 --invited supplier=140. Make it once a round, when all have answered: two
papers, from before and after one person, can tell what that person said. Whose paper it is stands in council.yaml, or
in --council-name. A day that is past, of a step or in the decision sought, is told.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    parser.add_argument("--before", nargs="+", type=Path, metavar="PATH", help="the round before: files or folders")
    parser.add_argument(
        "--instrument", metavar="ID", help="which instrument; else the council's own, or the most answered"
    )
    parser.add_argument("--columns", type=Path, metavar="FILE.json", help="what the headings of a table mean")
    parser.add_argument(
        "--plan", type=Path, metavar="FILE.json", help="a plan saved by the workbench or `capability plan`"
    )
    parser.add_argument(
        "--invited",
        action="append",
        default=[],
        metavar="[ID=]N",
        help="how many people were asked to answer; with ID= before it, of another instrument",
    )
    parser.add_argument(
        "--last-round", default="", metavar="WORDS", help="when the round before was, if no file says it"
    )
    parser.add_argument("--decision", default="", help="what the board is asked to decide; else the plan's words")
    parser.add_argument(
        "--council", type=Path, metavar="FILE.yaml", help="whose paper it is; else council.yaml, if any"
    )
    parser.add_argument("--council-name", default="", metavar="NAME", help="the council's name, in place of a file's")
    parser.add_argument("--template", type=Path, metavar="FILE.docx", help="the council's own Word file")
    parser.add_argument("--synthetic", action="store_true", help="say on the paper that the answers are made up")
    takes_output(parser)
    parser.add_argument(
        "--date", default="", metavar="DAY", help="the day on the paper, such as 2027-01-31; else today"
    )


def run(options: argparse.Namespace) -> int:
    """Write the paper."""
    refuse_terminal("Word", options.output)
    made = made_on(options.date)[:10]
    template = None if options.template is None else _template(options.template)
    council = _council(options)
    pile = pile_of(options)
    answers = _chosen(pile, options.instrument)
    before = _before(options, answers, pile)
    saved = saved_plan(options.plan, answers.instrument)
    paper = board(
        answers.instrument,
        answers.tally,
        saved,
        [(others.instrument, others.tally) for others in pile.by_instrument],
        None if before.own is None else before.own.tally,
        before.returned,
        invited=dict(_invited(said, answers.instrument.id) for said in options.invited),
        rounds=answers.rounds,
        rounds_before={} if before.own is None else before.own.rounds,
        outside_before=before.outside,
    )
    decision = options.decision or saved.decision
    tell(past_days(paper.steps, decision, made))
    written = write_board(
        paper,
        made,
        council=council,
        decision=decision,
        name=saved.name,
        synthetic=options.synthetic,
        last_round=options.last_round,
        template=template,
    )
    return hand_over(written, options.output)


def _chosen(pile: Pile, wanted: str | None, where: str = "files") -> Gathered:
    """The answers that the paper is about, or those of the round before."""
    answered = {answers.instrument.id: answers for answers in pile.by_instrument if answers.tally.raters}
    name = wanted or (COUNCIL if COUNCIL in answered else next(iter(answered), ""))
    if name not in answered:
        what = f"nobody answered `{name[:80]}`" if name else "nobody answered any questions"
        raise CapabilityError(Fault("no-answers", where, what, "name files of answers, or another --instrument"))
    return answered[name]


def _invited(said: str, own: str) -> tuple[str, int]:
    """The instrument that so many were asked to answer, and how many; `own` where none is named."""
    name, _, number = said.rpartition("=")
    if not (number.isascii() and number.isdigit()):
        what = f"how many were asked is no number: `{said[:60]}`"
        raise CapabilityError(Fault("no-number", "--invited", what, "write it in digits, such as 60 or supplier=140"))
    return name or own, int(number)


class _Before(NamedTuple):
    """The council's own answers of the round before, who answered both times, and the same of each group outside."""

    own: Gathered | None = None
    returned: Returned | None = None
    outside: Mapping[str, tuple[Tally, Returned | None]] = MappingProxyType({})


def _before(options: argparse.Namespace, answers: Gathered, pile: Pile) -> _Before:
    """What the round before holds of whatever is in the paper, read as this round is: a table by the same columns."""
    if options.before is None:
        return _Before()
    then = pile_of(options, options.before)
    own = _chosen(then, answers.instrument.id, "--before")
    now = {each.instrument.id: each for each in pile.by_instrument}
    outside = {
        each.instrument.id: (each.tally, _returned(each, now[each.instrument.id]))
        for each in then.by_instrument
        if each.tally.raters and each.instrument.id in now and _is_outside(each.instrument)
    }
    return _Before(own, _returned(own, answers), outside)


def _returned(then: Gathered, now: Gathered) -> Returned | None:
    return returned_between(*(own_indices(side.instrument, side.responses) for side in (then, now)))


def _is_outside(instrument: Instrument) -> bool:
    return any(practice.mirrors for practice in instrument.practices)


def _council(options: argparse.Namespace) -> str:
    if options.council_name:
        name: str = options.council_name
        return name
    found = find_council() if options.council is None else load_council(options.council)
    return "" if found is None else found.name


def _template(path: Path) -> bytes:
    """The bytes of a Word file; of one that is too large no more than shows it."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_TEMPLATE + 1)
    except OSError as fault:
        raise CapabilityError(Fault("no-file", str(path)[:200], str(fault.strerror).lower(), "name a file")) from None
