"""Words that steer, forge and lead astray, through every command: `python -m tests.attack.words --count 200`."""

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

from tests.cli.strangers import FRAGMENTS, Said, commands, harm, said


def main() -> int:
    """Try words, each made of its number alone; exit with 1 where one does harm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first word's number")
    parser.add_argument("--count", type=int, default=100, help="how many words")
    options = parser.parse_args()
    ran = harmed = 0
    for number in range(options.seed, options.seed + options.count):
        chance = random.Random(number)
        word = "".join(chance.choices(FRAGMENTS, k=chance.randint(1, 8)))
        for run in tried(word):
            ran += 1
            if what := harm(run):
                harmed += 1
                print(f"word {number}: {run.arguments!a}: {what!a}")
    print(f"{options.count} words, {ran} commands, {harmed} did harm")
    return 1 if harmed else 0


def tried(word: str) -> list[Said]:
    """Every command with a word, in a folder of its own."""
    home = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        inner = Path(folder, "inner")
        (inner / "made").mkdir(parents=True)
        os.chdir(inner)
        try:
            return [said(*arguments) for arguments in commands(word)]
        finally:
            os.chdir(home)
            assert [path.name for path in Path(folder).iterdir()] == ["inner"], ascii(word)


if __name__ == "__main__":
    sys.exit(main())
