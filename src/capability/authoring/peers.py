"""The peer groups of a benchmark, from `peers.yaml`."""

from pathlib import Path

from capability.authoring.files import load
from capability.authoring.finding import named_files
from capability.authoring.kinds import PEERS
from capability.rule.peers import Peers


def load_peers(path: Path | None = None) -> Peers:
    """Load peer groups: those of the book in the current folder or above, or those that come with the package.

    Raises `BenchmarkError` with every fault of the file at once.

    >>> [group.id for group in load_peers().groups]
    ['england-london', 'england-other', 'wales', 'scotland']
    """
    peers: Peers = load(PEERS, path or named_files("book", ".yaml")["peers"])
    return peers
