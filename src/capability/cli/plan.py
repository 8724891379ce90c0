"""`capability plan`: what to do next, as a file that others open."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

from capability.cli.inputs import gathered, takes_answers
from capability.cli.printing import OK
from capability.errors import CapabilityError, Fault
from capability.reading.text import read_text
from capability.rule.instrument import Instrument
from capability.rule.plan import FILE, FORMAT, PlanFile, make_plan, read_plan, suggested_targets
from capability.rule.team import team_profile
from capability.text import json_object
from capability.writing.plans import PlanKind, write_plan

ABOUT = """\
Plan what to do next: foundations first, then what people see differently, each with its step, chapter and evidence.
Reads what `capability tally` reads. Without a target, the next level of the three lowest dimensions is planned for.

  capability plan answers/                                        as Markdown, to read
  capability plan answers/ --target place=2 --target culture=3    with targets of your own
  capability plan answers/ --plan my-plan.json --as word --output plan.docx
  capability plan answers/ --as calendar --output plan.ics        the dated actions of a plan
"""

TEXTS = ("markdown", "csv")


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    takes_answers(parser)
    parser.add_argument("--target", action="append", default=[], metavar="DIMENSION=LEVEL", help="may be repeated")
    parser.add_argument("--plan", type=Path, metavar="FILE.json", help="a plan saved from the workbench")
    parser.add_argument("--as", dest="kind", choices=get_args(PlanKind), default="markdown", help="else Markdown")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it, never over a file")
    parser.add_argument("--date", default="", metavar="DAY", help="the day of writing, such as 2027-01-31; else today")


def run(options: argparse.Namespace) -> int:
    """Write the plan."""
    if options.kind not in TEXTS and options.output is None:
        what = f"a {options.kind} file is not for a terminal"
        raise CapabilityError(Fault("no-output", "--output", what, "name the file to write"))
    answers = gathered(options)
    result = team_profile(answers.instrument, answers.tally)
    saved = _saved(options.plan, answers.instrument)
    targets = _targets(options.target) or saved.targets or suggested_targets(result.profile)
    written = write_plan(make_plan(answers.instrument, result, targets, saved.edits), options.kind, _day(options.date))
    if options.output is None:
        sys.stdout.write(written.data.decode())
        return OK
    try:
        with options.output.open("xb") as file:
            file.write(written.data)
    except OSError as fault:
        what = "this file is there already" if isinstance(fault, FileExistsError) else str(fault.strerror).lower()
        raise CapabilityError(Fault("no-file", str(options.output)[:200], what, "choose another name")) from None
    return OK


def _saved(path: Path | None, instrument: Instrument) -> PlanFile:
    if path is None:
        return PlanFile(format=FORMAT, instrument=instrument.id, version=instrument.version, targets={}, edits={})
    plan = json_object(read_text(path, FILE.limit, FILE.error), str(path), FILE)
    return read_plan(plan, instrument, str(path))


def _targets(written: list[str]) -> dict[str, int]:
    targets = {}
    for text in written:
        name, _, level = text.partition("=")
        if level not in {"1", "2", "3", "4"}:
            raise CapabilityError(Fault("bad-level", "--target", f"`{text[:80]}` names no level", "like place=2"))
        targets[name] = int(level)
    return targets


def _day(text: str) -> str:
    try:
        return str(date.fromisoformat(text)) if text else str(datetime.now(UTC).date())
    except ValueError:
        raise CapabilityError(
            Fault("bad-date", "--date", f"there is no day `{text[:40]}`", "like 2027-01-31")
        ) from None
