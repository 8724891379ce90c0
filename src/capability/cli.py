"""The `capability` command: check files, score a response, a team or a system, start a new instrument or chapter."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from importlib.resources import files
from io import TextIOWrapper
from pathlib import Path
from string import Template

import msgspec

from capability import __version__
from capability.errors import CapabilityError, Fault
from capability.instrument import Identifier, Instrument
from capability.loading import (
    Gathered,
    Library,
    check_instrument,
    format_of,
    gather,
    gather_rows,
    load_columns,
    load_instrument,
    load_reading,
    read_sources,
)
from capability.relations import RelationsProfile, Tie, relations_profile
from capability.relations import to_json as relations_json
from capability.scoring import DimensionProfile, Profile, score, to_json
from capability.tally import share
from capability.tally import to_json as tally_json
from capability.team import Caution, PracticeTeam, TeamProfile, team_profile
from capability.team import to_json as team_json

OK, FAULTS, USAGE = 0, 1, 2

ABOUT = """\
Scores capability for mission-oriented procurement.

exit codes: 0 all is well, 1 something is wrong with a file (it says what), 2 the command was not understood;
where many files are put together, what cannot be used is named and left out, and that is 0 as long as one is left
"""

CHECK = """\
Check instruments (.yaml), and responses, tallies and actors' rows (.json).
It will report every fault at once: where, what, how to mend it.
A folder stands for the files of these kinds in it.

  capability check                                    everything in assessments/
  capability check assessments/organisation.yaml      one instrument
  capability check my-response.json                   one response, with the instrument that it names
"""

SCORE = """\
Score a response that was saved from a page or a notebook, with the instrument that it names.

  capability score my-response.json           a table to read
  capability score my-response.json --json    the whole profile, for programs
"""

TALLY = """\
Count the answers of many people, by role, so that they can be kept, sent and added without anybody's own answers.
Reads responses and tallies (.json), tables of an office form tool (.csv, .xlsx), ZIP files and folders of them.

  capability tally answers/ > council.tally.json                all that is in a folder
  capability tally north.tally.json south.tally.json            two tallies as one
  capability tally form.csv --columns headings.json             a table with headings of its own
  capability tally answers/ --share > council.shared.json       what may leave the council: small counts withheld
"""

TEAM = """\
Say where a team stands together, and where its people see it differently. Reads what `capability tally` reads.

  capability team answers/                     a table to read
  capability team council.tally.json --json    the result, for programs
"""

RELATIONS = """\
Say how well the actors of a system work together, from the row that each fills about the others.

  capability relations rows/                                     tables to read
  capability relations rows/ --actors council,residents,firms    with the list of who belongs to it
  capability relations rows/ --json                              the result, for programs
"""

CAUTIONS: dict[Caution, str] = {
    "nobody": "Nobody answered yet.",
    "under-three": "Fewer than three raters: too few to say whether they differ.",
    "under-six": "Fewer than six raters: the middle answer could be another with one rater more.",
    "leans-down": "An even number of raters: of two middle answers the lower counts.",
}

NEW = """\
Start a file from a template that already passes `capability check`.

  capability new instrument supplier          assessments/supplier.yaml
  capability new module 04-place              modules/04-place.md
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a letter that the terminal cannot show is no reason to stop
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except CapabilityError as error:
        return _report(error.faults)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        return OK
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="capability", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        brief = about.split("\n", 1)[0]
        return commands.add_parser(
            name, help=brief, description=about, formatter_class=argparse.RawDescriptionHelpFormatter
        )

    check = command("check", CHECK)
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", default=[Path("assessments")], help="file or folder"
    )
    check.set_defaults(run=_check)

    scoring = command("score", SCORE)
    scoring.add_argument("response", type=Path, metavar="RESPONSE.json")
    scoring.add_argument("--json", action="store_true", help="print the profile as JSON")
    scoring.set_defaults(run=_score)

    tallying = command("tally", TALLY)
    _takes_answers(tallying)
    tallying.add_argument("--share", action="store_true", help="print what may leave the council")
    tallying.set_defaults(run=_tally)

    teaming = command("team", TEAM)
    _takes_answers(teaming)
    teaming.add_argument("--json", action="store_true", help="print the result as JSON")
    teaming.set_defaults(run=_team)

    relating = command("relations", RELATIONS)
    relating.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    relating.add_argument("--actors", metavar="NAMES", help="who belongs to the system, with commas between")
    relating.add_argument("--json", action="store_true", help="print the result as JSON")
    relating.set_defaults(run=_relations)

    new = command("new", NEW)
    new.add_argument("kind", choices=["instrument", "module"])
    new.add_argument("name", metavar="NAME", help="lower case, with hyphens")
    new.set_defaults(run=_new)
    return parser


def _check(options: argparse.Namespace) -> int:
    paths = list(_expanded(options.paths))
    faults = [fault for path in paths for fault in _faults_of(path)]
    if not paths:
        faults = [
            Fault(
                "no-file",
                ", ".join(map(str, options.paths)),
                "no .yaml or .json file here",
                "name a file, or go to the project's folder",
            )
        ]
    if faults:
        return _report(faults)
    print(f"{len(paths)} file{'s'[: len(paths) != 1]} checked, nothing wrong")
    return OK


def _expanded(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
        except OSError as fault:
            what = (fault.strerror or "cannot be read").lower()
            raise CapabilityError(Fault("no-file", str(path)[:200], what, "check the path")) from None
        yield from (file for file in inside if file is path or file.suffix in {".yaml", ".yml", ".json"})


def _faults_of(path: Path) -> Iterable[Fault]:
    if path.suffix != ".json":
        return check_instrument(path)
    unread: list[Fault] = []
    found = list(read_sources([path], unread))
    try:
        # A tally and a row say what they are; all else is read as a response.
        match format_of(found):
            case "capability-tally":
                return gather(found, Library()).left_out
            case "capability-relations":
                return gather_rows(found).left_out
        instrument, reading = load_reading(path)
    except CapabilityError as error:
        return error.faults
    return [_without_place(path, name, instrument) for name in reading.unplaced]


def _without_place(path: Path, practice: str, instrument: Instrument) -> Fault:
    what = f"`{practice[:80]}` is no practice of {instrument.id} {instrument.version}"
    retired = practice in instrument.retired
    return Fault(
        "no-place",
        f"{path}: answers",
        what,
        "it was retired: its answer is not scored" if retired else "its answer is not scored",
    )


def _report(faults: Iterable[Fault]) -> int:
    found = list(faults)
    for fault in found:
        print(f"error: {printable(str(fault))}", file=sys.stderr)
    print(f"{len(found)} fault{'s'[: len(found) != 1]}", file=sys.stderr)
    return FAULTS


def _score(options: argparse.Namespace) -> int:
    instrument, reading = load_reading(options.response)
    profile = score(instrument, reading.response)
    for practice in reading.unplaced:
        print(f"note: {printable(str(_without_place(options.response, practice, instrument)))}", file=sys.stderr)
    table = "\n".join(map(printable, as_table(instrument, profile).split("\n")))
    sys.stdout.write(to_json(profile) if options.json else table)
    return OK


def printable(text: str) -> str:
    r"""A text with whatever would steer a terminal written as an escape: names in files are strangers' words.

    >>> print(printable("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def as_table(instrument: Instrument, profile: Profile) -> str:
    """A profile as plain text: a line a dimension, then the counts, then the organisation's level."""
    width = max(len(dimension.title) for dimension in instrument.dimensions)
    lines = [f"{instrument.title} {profile.version}", ""]
    lines.append(f"{'':{width}}  {'level':<24}{'at most':<9}{'evidenced':<11}{'index':>5}  answered")
    for dimension, result in zip(instrument.dimensions, profile.dimensions, strict=True):
        lines.append(f"{dimension.title:{width}}  {_row(instrument, result)}")
    given = sum(result.level is not None for result in profile.dimensions)
    if given:
        counts = "; ".join(f"at {n} or above: {count} of {given}" for n, count in enumerate(profile.at_or_above, 1))
        lines += ["", f"Dimensions {counts}"]
    if profile.level is not None:
        lines.append(f"All together: {profile.level} {instrument.scale[profile.level]}")
    return "\n".join(lines) + "\n"


def _row(instrument: Instrument, result: DimensionProfile) -> str:
    level = _level_words(instrument, result)
    at_most = "" if result.at_most in (None, result.level) else str(result.at_most)
    evidenced = f"{result.evidenced.with_} of {result.evidenced.of}" if result.evidenced.of else ""
    index = "" if result.index is None else f"{result.index:.1f}"
    answered = f"{result.coverage.answered} of {result.coverage.applicable}"
    return f"{level:<24}{at_most:<9}{evidenced:<11}{index:>5}  {answered}"


def _level_words(instrument: Instrument, result: DimensionProfile) -> str:
    if not result.coverage.applicable:
        return "does not apply"
    return "not enough answered" if result.level is None else f"{result.level} {instrument.scale[result.level]}"


def _takes_answers(command: argparse.ArgumentParser) -> None:
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    command.add_argument("--instrument", metavar="ID", help="which instrument; else the one that most files answer")
    command.add_argument("--columns", type=Path, metavar="FILE.json", help="what the headings of a table mean")


def _gathered(options: argparse.Namespace) -> Gathered:
    columns = {"columns": load_columns(options.columns)} if options.columns else {}
    unread: list[Fault] = []
    # All are read first: what cannot be read is known only then.
    found = list(read_sources(options.paths, unread))
    try:
        gathered = gather(found, Library(), options.instrument, **columns)
    except CapabilityError as error:
        # With nothing at all to read, what was unread says enough.
        raise CapabilityError([*unread, *(error.faults if found or not unread else ())]) from None
    _note([*unread, *gathered.left_out])
    return gathered


def _note(left_out: Iterable[Fault]) -> None:
    for fault in left_out:
        print(f"note: {printable(str(fault))}", file=sys.stderr)


def _tally(options: argparse.Namespace) -> int:
    gathered = _gathered(options)
    counted = gathered.tally
    sys.stdout.write(tally_json(share(gathered.instrument, counted) if options.share else counted))
    return OK


def _team(options: argparse.Namespace) -> int:
    gathered = _gathered(options)
    result = team_profile(gathered.instrument, gathered.tally)
    sys.stdout.write(team_json(result) if options.json else as_team_table(gathered.instrument, result))
    return OK


def _relations(options: argparse.Namespace) -> int:
    listed = None if options.actors is None else [name for name in options.actors.split(",") if name.strip()]
    unread: list[Fault] = []
    found = list(read_sources(options.paths, unread))
    try:
        gathered = gather_rows(found, listed)
    except CapabilityError as error:
        raise CapabilityError([*unread, *(error.faults if found or not unread else ())]) from None
    _note([*unread, *gathered.left_out])
    result = relations_profile(gathered.relations)
    sys.stdout.write(relations_json(result) if options.json else as_relations_table(result))
    return OK


def as_team_table(instrument: Instrument, result: TeamProfile) -> str:
    """A team's result as plain text: disagreements first, then dimensions, then every practice with its counts."""
    titles = {practice.id: practice.title for practice in instrument.practices}
    width = max(len(title) for title in (*titles.values(), *(one.title for one in instrument.dimensions)))
    practices = {one.id: one for one in result.practices}
    lines = [f"{instrument.title} {result.version}: {result.raters} rater{'s'[: result.raters != 1]}"]
    lines += [CAUTIONS[caution] for caution in result.cautions]
    if result.disputed:
        lines += ["", "Seen differently, widest first", _practice_head(width)]
        lines += [_practice_row(titles[name], practices[name], width) for name in result.disputed]
    lines += ["", f"{'':{width}}  {'level':<24}at most"]
    for dimension, one in zip(instrument.dimensions, result.profile.dimensions, strict=True):
        level = _level_words(instrument, one)
        at_most = "" if one.at_most in (None, one.level) else str(one.at_most)
        lines.append(f"{dimension.title:{width}}  {level:<24}{at_most}".rstrip())
    if result.profile.level is not None:
        lines.append(f"All together: {result.profile.level} {instrument.scale[result.profile.level]}")
    if result.weakest:
        lines += ["", "Lowest: " + ", ".join(titles[name] for name in result.weakest)]
    lines += ["", _practice_head(width)]
    lines += [_practice_row(titles[one.id], one, width) for one in result.practices]
    for role in result.roles:
        lines += ["", f"{role.role}: {role.raters} raters", _practice_head(width)]
        lines += [_practice_row(titles[one.id], one, width) for one in role.practices]
    return "\n".join(lines) + "\n"


def _practice_head(width: int) -> str:
    return f"{'':{width}}  {'level':<9}   0   1   2   3   4  unknown  n/a  blank  apart"


def _practice_row(title: str, one: PracticeTeam, width: int) -> str:
    level = "" if one.consensus is None else str(one.consensus)
    counts = "".join(f"{count:4}" for count in one.counts)
    apart = "" if one.disagreement is None else f"{one.disagreement:7.3f}{' *' if one.flagged else ''}"
    row = f"{title:{width}}  {level:<9}{counts}{one.unknown:9}{one.not_applicable:5}{one.blank:7}{apart}"
    return row.rstrip()


def as_relations_table(result: RelationsProfile) -> str:
    """A system's relations as plain text: the level and what would raise it, then every tie."""
    level = "no level: fewer than two thirds sent views" if result.level is None else str(result.level)
    at_most = "" if result.at_most in (None, result.level) else f", at most {result.at_most}"
    lines = [f"Relations of {len(result.actors)} actors: {level}{at_most}"]
    if result.silent:
        lines.append(f"Sent no views: {', '.join(result.silent)}")
    if len(result.groups) > 1 and result.level is not None:
        lines += ["", f"Still apart at {result.level + 1}:"]
        lines += [f"  {', '.join(group)}" for group in result.groups]
        lines.append(f"{len(result.groups) - 1} of these ties at {result.level} would have to rise:")
        lines += [f"  {first} – {second}" for first, second in result.could_join]
    splits = [(step.n, step.critical) for step in result.steps if step.critical]
    if splits:
        lines += ["", *(f"Without them the ties at {n} would split: {', '.join(names)}" for n, names in splits)]
    width = max((len(" – ".join(tie.between)) for tie in result.ties), default=0)
    lines += ["", f"{'':{width}}  strength  gap  views"]
    lines += [_tie_row(tie, width) for tie in result.ties]
    return "\n".join(lines) + "\n"


def _tie_row(tie: Tie, width: int) -> str:
    strength, gap = ("" if number is None else str(number) for number in (tie.strength, tie.gap))
    views = ", ".join("none" if view is None else str(view) for view in tie.views)
    return f"{' – '.join(tie.between):{width}}  {strength:<10}{gap:<5}{views}"


def _new(options: argparse.Namespace) -> int:
    folder, ending = {"instrument": ("assessments", ".yaml"), "module": ("modules", ".md")}[options.kind]
    try:
        # A chapter's name begins with its number; what follows is an id like any other.
        number, _, stem = options.name.partition("-") if options.kind == "module" else ("00", "", options.name)
        msgspec.convert(stem, Identifier)
        valid = len(number) == 2 and number.isascii() and number.isdigit()
    except msgspec.ValidationError:
        valid = False
    if not valid:
        example = {"instrument": "supplier", "module": "04-place"}[options.kind]
        raise CapabilityError(
            Fault(
                "bad-name",
                "NAME",
                f"`{options.name[:80]}` cannot name a new {options.kind}",
                f"a name is like `{example}`",
            )
        )
    path = Path(folder) / f"{options.name}{ending}"
    template = Template(files("capability").joinpath("templates", f"{options.kind}{ending}").read_text("utf-8"))
    text = template.substitute(name=stem, stem=path.stem, title=stem.replace("-", " ").capitalize())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:  # never over a file, nor through a link that leads elsewhere
            file.write(text)
    except FileExistsError:
        what = "this file is there already"
        raise CapabilityError(Fault("file-exists", str(path), what, "choose another name, or edit it")) from None
    except OSError as fault:
        what = (fault.strerror or "cannot be written").lower()
        raise CapabilityError(Fault("no-file", str(path), what, "check the folder")) from None
    if options.kind == "instrument":
        load_instrument(path)
    print(
        f"{path} is there; next: edit it, then `capability check {path}`"
        if options.kind == "instrument"
        else f"{path} is there; next: write it, then add `{folder}/{path.stem}` to _toc.yml"
    )
    return OK


if __name__ == "__main__":
    sys.exit(main())
