"""What a steward's steps read: councils' files, lists of members, peer groups and editions."""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from capability.authoring.instruments import Library
from capability.authoring.peers import load_peers
from capability.cli.printing import watched
from capability.errors import BenchmarkError, CapabilityError, Fault
from capability.reading.archives import InputFile
from capability.reading.folders import read_files
from capability.reading.text import as_text, read_text
from capability.rule import benchmark, joining, steward
from capability.rule.benchmark import Edition
from capability.rule.instrument import Instrument
from capability.rule.joining import BENCHMARKED
from capability.rule.peers import Peers
from capability.rule.steward import Members, Sent
from capability.text import FileKind, Plain, json_object


def takes_files(parser: argparse.ArgumentParser) -> None:
    """The options of a step that reads councils' files."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="councils' files, or folders of them")
    about = "which of them; else the one that most files are of"
    parser.add_argument("--instrument", choices=BENCHMARKED, help=about)
    parser.add_argument("--peers", type=Path, metavar="FILE.yaml", help="the peer groups; else those of the book")
    parser.add_argument(
        "--before",
        nargs="+",
        default=[],
        type=Path,
        metavar="FILE",
        help="the lists of members of all earlier editions",
    )


class Files:
    """What councils sent, and what it is read with; `faults` are of the files that cannot be used."""

    def __init__(self, options: argparse.Namespace, edition: str = "") -> None:
        sent, faults = _sent(options.paths)
        self.instrument = _instrument(options.instrument, sent)
        self.peers: Peers = load_peers(options.peers)
        lists = [members_at(file) for path in options.before for file in _lists(path)]
        self.earlier = steward.check_earlier(lists, edition, self.instrument, self.peers)
        self.sent, wrong = steward.usable(sent, self.instrument, self.peers, edition, self.earlier)
        self.faults = [*faults, *wrong]


def _lists(path: Path) -> Iterator[Path]:
    """The list of members in a folder, or the file itself, however it is called."""
    yield from folder_files(path, "members-") if path.is_dir() else [path]


def _sent(paths: Iterable[Path]) -> tuple[list[Sent], list[Fault]]:
    """The council files at paths, in the order of their names, and the faults of what is none."""
    sent: list[Sent] = []
    faults: list[Fault] = []
    for file in watched(list(read_files(paths))):
        if isinstance(file, Fault):
            faults.append(file)
            continue
        try:
            sent.append(Sent(file.name, joining.read_council_file(_object(file, joining.FILE), file.name)))
        except CapabilityError as error:
            faults += error.faults
    if not sent:
        raise BenchmarkError(
            faults or Fault("no-file", "files", "there is no council's file", "name files or a folder")
        )
    return sent, faults


def _object(file: InputFile, kind: FileKind) -> Plain:
    return json_object(as_text(file.data, file.name, kind.error), file.name, kind)


def _instrument(wanted: str | None, sent: Sequence[Sent]) -> Instrument:
    [(most, _)] = Counter(one.file.instrument for one in sent).most_common(1)
    return Library()[wanted or most]


def members_at(path: Path) -> Members:
    """The list of members in a file; raises `BenchmarkError`."""
    kind = steward.FILE
    return steward.read_members(json_object(read_text(path, kind.limit, kind.error), str(path), kind), str(path))


def edition_at(path: Path) -> tuple[Edition, str]:
    """The edition in a file, with its digest; raises `BenchmarkError` where it was changed or breaks the policy."""
    kind = benchmark.FILE
    text = read_text(path, kind.limit, kind.error)
    benchmark.check_name(text, path.name)
    return benchmark.read_edition(json_object(text, str(path), kind), str(path)), benchmark.digest_of(text)


def folder_files(path: Path, beginning: str) -> Iterator[Path]:
    """The JSON files of a folder whose names begin so, or the file itself if it is called so."""
    inside = sorted(path.glob("*.json")) if path.is_dir() else [path]
    yield from (file for file in inside if file.name.startswith(beginning))
