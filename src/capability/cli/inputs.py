"""How commands take files of many people, and tell what they left out."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from capability.authoring.instruments import Library
from capability.cli.printing import note, tell, watched
from capability.cli.questions import own_questions
from capability.cli.settling import accounts, settled
from capability.errors import CapabilityError, Fault
from capability.reading.folders import load_columns, read_files
from capability.reading.gathering import Gathered, Pile, gather, gather_all
from capability.reading.understanding import NO_COLUMNS, together
from capability.rule.instrument import Instrument


def takes_answers(command: argparse.ArgumentParser) -> None:
    """The options of a command that reads the answers of many people."""
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    command.add_argument("--instrument", metavar="ID", help="which instrument; else the one that most files answer")
    command.add_argument("--columns", type=Path, metavar="FILE.json", help="what the headings of a table mean")


def gathered(
    options: argparse.Namespace, paths: Sequence[Path] | None = None, only: Instrument | None = None
) -> Gathered:
    """What the files of a command hold, or those named by `paths`; what was left out is told, and the rest goes on.

    With `only`, they answer this instrument, whichever of its id is at hand. Where nothing is named by `paths`, it is
    told if the questions are not the kit's own.

    Raises `CapabilityError` with every fault when nothing could be used.
    """
    library: Mapping[str, Instrument] = Library() if only is None else {only.id: only}
    columns = load_columns(options.columns) if options.columns else NO_COLUMNS
    files = list(read_files(options.paths if paths is None else paths))
    wanted = options.instrument if only is None else only.id
    answers = gather(watched(files), library, wanted, columns, every=options.every)
    if answers.questions:
        answers = gather(files, library, wanted, together(columns, settled(answers.tables)), every=options.every)
    if paths is None:
        note(own_questions([answers.instrument]))
    note(answers.left_out, options.every)
    tell(accounts(answers.tables))
    return answers


def pile_of(options: argparse.Namespace, paths: Sequence[Path] | None = None) -> Pile:
    """Everything that the files of a command hold, or those named by `paths`, whichever instruments they answer.

    What was left out is told. Where nothing is named by `paths`, it is told if the questions are not the kit's own.
    """
    meant = load_columns(options.columns) if options.columns else NO_COLUMNS
    files = list(read_files(options.paths if paths is None else paths))
    pile = gather_all(watched(files), Library(), meant, every=options.every)
    if pile.questions:
        pile = gather_all(files, Library(), together(meant, settled(pile.tables)), every=options.every)
    if not pile.by_instrument and not pile.relations.rows:
        raise CapabilityError(
            pile.left_out or Fault("no-file", "files", "there is nothing to read", "name files or a folder")
        )
    if paths is None:
        note(own_questions(answers.instrument for answers in pile.by_instrument))
    note(pile.left_out, options.every)
    tell(accounts(pile.tables))
    return pile
