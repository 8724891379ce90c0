"""`capability plan`: what to do next, as a file that others open."""

import argparse
import secrets
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import msgspec

from capability.cli.inputs import gathered, takes_answers
from capability.cli.outputs import hand_over, refuse_terminal, takes_output
from capability.cli.printing import tell
from capability.errors import CapabilityError, Fault
from capability.reading.text import read_text
from capability.rule.instrument import Instrument
from capability.rule.plan import FILE, FORMAT, LONGEST_NAME, PlanFile, make_plan, read_plan, suggested_targets
from capability.rule.team import team_profile
from capability.text import json_object, one_line
from capability.writing.past import past_days
from capability.writing.plans import PlanKind, write_choices, write_plan

ABOUT = """\
Reads what `capability tally` reads. Without a target, the next level of the three lowest dimensions is planned for.

  capability plan answers/                                        as Markdown, to read
  capability plan answers/ --target place=2 --target culture=3    with targets of your own
  capability plan answers/ --name "Care at home 2027" --as json --output plans/
                                                                  begins a plan: its file, in a folder
  capability plan answers/ --plan my-plan.json --as word --output plan.docx
  capability plan answers/ --plan my-plan.json --as calendar --output plans/
                                                                  the dated actions of a plan
"""

TEXTS = ("markdown", "csv", "json")


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    takes_answers(parser)
    parser.add_argument("--target", action="append", default=[], metavar="DIMENSION=LEVEL", help="may be repeated")
    parser.add_argument("--plan", type=Path, metavar="FILE.json", help="a plan saved by the workbench or `--as json`")
    parser.add_argument("--name", default="", help="what you call the plan: in its heading, calendar and files' names")
    kinds = (*get_args(PlanKind), "json")
    parser.add_argument("--as", dest="kind", choices=kinds, default="markdown", help="else Markdown")
    takes_output(parser)
    parser.add_argument("--date", default="", metavar="DAY", help="the day of writing, such as 2027-01-31; else today")


def run(options: argparse.Namespace) -> int:
    """Write the plan."""
    if options.kind not in TEXTS:
        refuse_terminal(options.kind, options.output)
    answers = gathered(options)
    result = team_profile(answers.instrument, answers.tally)
    saved = saved_plan(options.plan, answers.instrument)
    targets = _targets(options.target) or saved.targets or suggested_targets(result)
    choices = msgspec.structs.replace(saved, targets=targets, name=_name(options.name) or saved.name)
    plan = make_plan(answers.instrument, result, targets, saved.edits, name=choices.name, identity=choices.id)
    made = made_on(options.date)
    tell(past_days(plan.actions, choices.decision, made))
    written = write_choices(choices, made) if options.kind == "json" else write_plan(plan, options.kind, made)
    return hand_over(written, options.output)


def saved_plan(path: Path | None, instrument: Instrument) -> PlanFile:
    """The plan that is gone on with, or a new one."""
    if path is None:
        identity = secrets.token_hex(16)
        return PlanFile(format=FORMAT, instrument=instrument.id, version=instrument.version, targets={}, id=identity)
    plain = json_object(read_text(path, FILE.limit, FILE.error), str(path), FILE)
    plan = read_plan(plain, instrument, str(path))
    if not plain.get("id"):
        tell([f"{path}: an older kit's, which has no identity: save it once with --as json, before it is changed"])
    return plan


def _name(text: str) -> str:
    name = one_line(text)
    if len(name) > LONGEST_NAME:
        what = f"longer than {LONGEST_NAME} characters"
        raise CapabilityError(Fault("too-long", "--name", what, "choose a shorter one"))
    return name


def _targets(written: list[str]) -> dict[str, int]:
    targets = {}
    for text in written:
        name, _, level = text.partition("=")
        if level not in {"1", "2", "3", "4"}:
            raise CapabilityError(Fault("bad-level", "--target", f"`{text[:80]}` names no level", "like place=2"))
        targets[name] = int(level)
    return targets


def made_on(text: str) -> str:
    """The day that was given, or else this moment."""
    try:
        return str(date.fromisoformat(text)) if text else f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    except ValueError:
        raise CapabilityError(
            Fault("bad-date", "--date", f"there is no day `{text[:40]}`", "like 2027-01-31")
        ) from None
