"""What all tests share: where the checkout is, and property tests that give the same result every time."""

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

# What it notes about our files holds paths of this machine: it belongs with what is made, not beside the sources.
set_hypothesis_home_dir(Path(__file__).resolve().parents[1] / ".cache" / "hypothesis")

# A fault found by chance on one machine must be found on the next one too, so the cases are drawn from a fixed seed.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds the project's files."""
    return Path(__file__).resolve().parents[1]
