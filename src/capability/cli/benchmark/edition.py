"""`capability benchmark edition`: an edition of councils' files, and what stays with the steward."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import msgspec

from capability.cli.benchmark.files import Files, takes_files
from capability.cli.outputs import hand_over_folder
from capability.cli.printing import counted, note, show, text_of
from capability.errors import BenchmarkError, Fault
from capability.rule.benchmark import edition_file_name, told_size
from capability.rule.benchmark import to_json as edition_json
from capability.rule.joining import EditionName
from capability.rule.steward import GroupAccount, Made, make_edition
from capability.rule.steward import to_json as members_json
from capability.writing.document import Written

ABOUT = """\
Into a new folder: the edition (publish it), the list of members (keep it: the next edition cannot be made without it),
and a receipt for each council. A group is published beside all earlier editions or not at all. Where a change would
give somebody away, the newest joiners wait, and councils that did not send again stay in with their last answers: as
few as can be. --without CODE takes out a council that withdraws, before the edition is published.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the step takes."""
    takes_files(parser)
    parser.add_argument("--name", required=True, help="what the edition is called, such as 2026")
    parser.add_argument("--first", action="store_true", help="there is no earlier edition of these councils")
    parser.add_argument(
        "--without", action="append", default=[], metavar="CODE", help="a council that withdraws; may be said again"
    )
    parser.add_argument("--synthetic", action="store_true", help="say in the edition that its councils are made up")
    about = "a new folder for what is written"
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER", help=about)


def run(options: argparse.Namespace) -> int:
    """Write the edition."""
    _refuse(options)
    files = Files(options, options.name)
    withdrawn = {*options.without}
    known = {one.file.code for one in files.sent} | {
        member.code for members in files.earlier for group in members.groups for member in group.members
    }
    if unknown := sorted(withdrawn - known):
        hint = "write the code as it stands in the council's file"
        raise BenchmarkError(
            Fault("no-council", "--without", f"no council has the code `{code[:60]}`", hint) for code in unknown
        )
    note(files.faults, options.every)
    made = make_edition(
        options.name,
        files.instrument,
        [one.file for one in files.sent],
        files.peers,
        files.earlier,
        withdrawn,
        synthetic=options.synthetic,
    )
    read_from = {one.file.code: one.where for one in files.sent}
    hand_over_folder(_written(made, read_from), options.output)
    show(text_of(_lines(made)))
    return 0


def _refuse(options: argparse.Namespace) -> None:
    """Nobody may forget an earlier edition: whether there is one has to be said."""
    try:
        msgspec.convert(options.name, EditionName)
    except msgspec.ValidationError:
        what = f"`{options.name[:60]}` cannot be an edition's name"
        hint = "use small letters, digits and hyphens, such as 2026"
        raise BenchmarkError(Fault("bad-name", "--name", what, hint)) from None
    if options.first == bool(options.before):
        what = (
            "whether there is an earlier edition is not said"
            if not options.before
            else "--first and --before are both said"
        )
        hint = "say --first, or name the lists of members of all earlier editions with --before"
        raise BenchmarkError(Fault("no-before", "--before", what, hint))


def _written(made: Made, read_from: dict[str, str]) -> Iterator[Written]:
    edition = made.edition
    yield Written(edition_file_name(edition.name, made.members.digest), edition_json(edition).encode())
    yield Written(f"members-{edition.name}.json", members_json(made.members).encode())
    for account, group in zip(made.accounts, made.members.groups, strict=True):
        for member in group.members:
            words = _received(account, edition.name, member.edition, member.code)
            yield _receipt(made, account, member.code, member.name, read_from.get(member.code, ""), words)
        for code in account.held_over:
            words = "Held over: it waits for a later edition, so that nobody is given away."
            yield _receipt(made, account, code, "", read_from.get(code, ""), words)


def _received(account: GroupAccount, edition: str, sent_for: str, code: str) -> str:
    if account.why == "few":
        return "Not published: the group has fewer than ten councils."
    if account.why == "change":
        return "Not published: beside earlier editions this group would give somebody away."
    if code in account.kept:
        return f"Counted, with the answers that were sent for {sent_for}."
    return "Counted."


def _receipt(made: Made, account: GroupAccount, code: str, name: str, where: str, words: str) -> Written:
    size = told_size(account.size)
    lines = [
        f"Receipt for {name or code}" + (f" ({code})" if name else ""),
        f"Edition {made.edition.name}, {made.edition.instrument} {made.edition.version}",
        f"Group: {account.group.title}, {f'{size} to {size + 4}' if size else 'fewer than ten'} councils",
        *([f"Read from: {Path(where).name}"] if where else []),
        words,
        f"The edition's SHA-256: {made.members.digest}",
    ]
    return Written(f"receipt-{code.lower()}.txt", text_of(lines).encode())


def _lines(made: Made) -> Iterator[str]:
    """Group by group, what is given and what is not, and who waits."""
    edition = made.edition
    yield f"Edition {edition.name}, {edition.instrument} {edition.version}, SHA-256 {made.members.digest}"
    for account in made.accounts:
        yield ""
        yield f"{account.group.title}: {counted(account.size, 'council')}"
        yield f"  {_what(account)}"
        for words, codes in (
            ("joined", account.joined if edition.before else ()),
            ("kept in with their last answers", account.kept),
            ("held over to a later edition", account.held_over),
            ("no longer in it", account.left),
        ):
            if codes:
                yield f"  {words}: {', '.join(codes)}"


def _what(account: GroupAccount) -> str:
    if account.why == "few":
        return "nothing is given but that there are fewer than ten"
    if account.why == "change":
        return "nothing is given: beside the earlier editions, no choice of councils would be safe"
    if account.size < 20:
        return "given: how many reach each level, and the index near the middle"
    return "given: how many reach each level, and the index near the quarters and the middle"
