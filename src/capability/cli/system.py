"""`capability system`: the dimensions of a system beside its relations."""

import argparse
from pathlib import Path

from capability.cli.inputs import pile_of
from capability.cli.printing import OK, hand_out, show
from capability.cli.relations import as_relations_table
from capability.cli.team import as_team_table
from capability.errors import CapabilityError, Fault
from capability.rule.instrument import SYSTEM
from capability.rule.relations import as_plain as plain_relations
from capability.rule.relations import relations_profile
from capability.rule.team import as_plain as plain_team
from capability.rule.team import team_profile
from capability.text import json_text

ABOUT = """\
and how well each works with each (actors' rows). There is no average of the two. Reads both kinds in any mixture.

  capability system replies/             two tables to read
  capability system replies/ --json      {"team": ..., "relations": ...}, with null for a part that nobody sent
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="file or folder")
    parser.add_argument("--columns", type=Path, metavar="FILE.json", help="what the headings of a table mean")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """Print both parts."""
    pile = pile_of(options)
    answered = next((gathered for gathered in pile.by_instrument if gathered.instrument.id == SYSTEM), None)
    if answered is None and not pile.relations.rows:
        what = f"nobody answered `{SYSTEM}`, and no actor's row is here"
        raise CapabilityError(Fault("nothing-of-a-system", "files", what, "add answers or rows"))
    team = None if answered is None else team_profile(answered.instrument, answered.tally)
    relations = relations_profile(pile.relations) if pile.relations.rows else None
    if options.json:
        both = {
            "team": None if team is None else plain_team(team),
            "relations": None if relations is None else plain_relations(relations),
        }
        hand_out(json_text(both).encode())
        return OK
    parts = [
        f"Nobody answered `{SYSTEM}`.\n"
        if answered is None or team is None
        else as_team_table(answered.instrument, team),
        "No actor's row is here.\n" if relations is None else as_relations_table(relations),
    ]
    show("\n".join(parts))
    return OK
