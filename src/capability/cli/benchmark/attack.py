"""`capability benchmark attack`: what somebody could work out from editions."""

import argparse
from pathlib import Path

from capability.cli.benchmark.files import edition_at, folder_files, members_at
from capability.cli.printing import FAULTS, OK, show, text_of
from capability.errors import BenchmarkError, Fault
from capability.rule.benchmark import Edition
from capability.rule.exposure import Exposure, Learnt, exposure
from capability.rule.steward import Members

ABOUT = """\
Takes the folders that `capability benchmark edition` wrote, of all editions, or the files in them: each edition, and
its list of members. Of up to two councils that pool what they answered it must find nothing; if it does, the exit code
is 1. All members but one, put together, always learn something of the last: no rounding can prevent that, and it tells
how much.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the step takes."""
    about = "folders that `capability benchmark edition` wrote, or editions with their lists of members"
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=about)


def run(options: argparse.Namespace) -> int:
    """Play the attacker."""
    found = exposure(_editions(options.paths))
    lines = []
    for group in found:
        lines += _lines(group)
    show(text_of(lines or ["no group has figures, so there is nothing to work out"]))
    return FAULTS if any(group.two or group.changed for group in found) else OK


def _editions(paths: list[Path]) -> list[tuple[Edition, Members]]:
    """Editions with their lists of members, in their order; raises `BenchmarkError` where one has no other."""
    published = [edition_at(file) for path in paths for file in folder_files(path, "benchmark-")]
    lists = {(each := members_at(file)).digest: each for path in paths for file in folder_files(path, "members-")}
    faults = [
        Fault("no-file", str(path)[:200], "neither an edition nor a list of members", "name the folders of editions")
        for path in paths
        if not [*folder_files(path, "benchmark-"), *folder_files(path, "members-")]
    ]
    if not published and not faults:
        faults.append(Fault("no-file", "files", "there is no edition", "name the folders of editions"))
    for edition, digest in published:
        if digest not in lists:
            what = f"the list of members of {edition.name} is not here, or is of another edition of this name"
            faults.append(Fault("no-members", edition.name, what, "name it as well"))
    here = {edition.name for edition, _ in published}
    for edition, _ in published:
        faults += [
            Fault("no-edition", edition.name, f"it stands beside {name}, which is not here", "name all editions")
            for name in edition.before
            if name not in here
        ]
    if faults:
        raise BenchmarkError(faults)
    return sorted(((edition, lists[digest]) for edition, digest in published), key=lambda both: len(both[0].before))


def _lines(group: Exposure) -> list[str]:
    two = "COULD learn what another answered" if group.two else "learn no other's answer, whatever was answered"
    lines = [
        f"{group.group}, editions {', '.join(group.editions)}",
        f"  up to two councils {two}",
        f"  all but one would learn {_share(group.levels)} of whether the last is at a level or above,",
        f"  and {_share(group.indices)} of its indices to five points",
    ]
    return [*lines, "  A FIGURE IS NOT THAT OF ITS MEMBERS"] if group.changed else lines


def _share(learnt: Learnt) -> str:
    return f"{learnt.count} of {learnt.of} ({100 * learnt.count // max(learnt.of, 1)} %)"
