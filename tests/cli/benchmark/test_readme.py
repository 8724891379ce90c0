"""The README's way from 33 councils' answers to where one of them stands, line by line as somebody types it."""

import re
import shlex
from pathlib import Path

from capability.authoring.made_up_editions import write_answers, write_editions
from tests.cli.running import Run

README = Path(__file__).resolve().parents[3] / "README.md"
PART = README.read_text("utf-8").split("## Set councils beside one another")[1].split("\n## ")[0]
[TYPED] = re.findall(r"^```sh\n(.*?)^```$", PART, re.MULTILINE | re.DOTALL)


def typed(line: str, **variables: str) -> list[str]:
    """A line's words, as a shell would have them."""
    for name, value in variables.items():
        line = line.replace(f"${name}", value)
    words = shlex.split(line, comments=True)
    return [found for word in words for found in (sorted(map(str, Path().glob(word))) if "*" in word else [word])]


def test_from_answers_to_where_a_council_stands(run: Run) -> None:
    make, folder, loop, code, join, done, *rest = TYPED.splitlines()
    assert typed(make) == ["python", "-m", "capability.authoring.made_up_editions", "editions/", "answers/"]
    write_editions(Path("editions"))
    write_answers(Path("answers"))
    assert (folder, done, code.strip()) == ("mkdir sent", "done", "code=$(basename $council)")
    Path("sent").mkdir()
    councils = typed(loop.removeprefix("for council in ").removesuffix("; do"))
    for council in councils:
        command, *arguments = typed(join, council=council, code=Path(council).name)
        assert (command, run(*arguments)[0]) == ("capability", 0)
    assert len([*Path("sent").iterdir()]) == len(councils) == 31
    said = []
    for line in rest:
        command, *arguments = typed(line)
        exit_code, out, err = run(*arguments)
        assert (command, exit_code) == ("capability", 0), err
        said.append(out)
    check, edition, attack, compare = said
    assert "Councils that do not exist: 31 councils" in check
    assert "given: how many reach each level, and the index near the quarters and the middle" in edition
    assert "up to two councils learn no other's answer" in attack
    assert "These councils do not exist: the edition is made up." in compare
    words = ("below the middle half", "within the middle half", "above the middle half", "cannot tell")
    assert sum(any(word in line for word in words) for line in compare.splitlines()) == 9
