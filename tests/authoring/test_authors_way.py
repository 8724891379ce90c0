"""What CONTRIBUTING tells an author to do, done in a copy of the project: each step passes the check, and the tests."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
MADE = shutil.ignore_patterns(".*", "_build", "dist", "node_modules", "__pycache__")

# What reads the files that an author writes, and takes seconds.
TESTS = [
    *("tests/pages", "tests/course/test_modules.py", "tests/course/test_quizzes.py", "tests/course/test_law.py"),
    *(
        "tests/authoring/test_released.py",
        "tests/authoring/test_schemas.py",
        "src/capability/course/exercises/energy.py",
    ),
]


class Project:
    """A copy of the project, in which an author works with the command and an editor."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []
        shutil.copytree(CHECKOUT, folder, ignore=MADE)

    def run(self, *arguments: str) -> str:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (self.folder / "src", self.folder)))}
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def capability(self, *commands: str) -> str:
        """Commands as CONTRIBUTING writes them, one after the other."""
        self.told += commands
        lines = [command.split()[1:] for command in commands]
        return self.run("-c", f"from capability.cli import main\nraise SystemExit(any(map(main, {lines})))")

    def change(self, name: str, *changes: tuple[str, str]) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        for before, after in changes:
            assert before in text, f"{name}: {before}"
            text = text.replace(before, after, 1)
        path.write_text(text, "utf-8")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")


def change_a_question(project: Project) -> None:
    text = project.read("assessments/organisation.yaml")
    version = re.search(r"^version: (\d+\.\d+\.)(\d+)$", text, re.MULTILINE)
    question = re.search(r"^ +ask: (.+)$", text, re.MULTILINE)
    assert version and question
    raised = f"version: {version[1]}{int(version[2]) + 1}"
    project.change("assessments/organisation.yaml", (version[0], raised), (question[1], "Can you say what it is for?"))
    project.capability("capability check --release")


def add_a_module(project: Project) -> None:
    project.capability(
        *(f"capability new {kind} 13-energy" for kind in ("module", "quiz", "exercise")), "capability check"
    )
    # Written, as another chapter is, about a practice that names it.
    words = project.read("modules/03-market-shaping.md").replace("03-market-shaping", "13-energy")
    words = words.replace('"organisation", dimensions=["market-shaping"]', '"organisation", dimensions=["place"]')
    words = words.replace("16 for the exercise", "3 for the exercise").replace("6 for the quiz", "4 for the quiz")
    project.write("modules/13-energy.md", words.replace("(market-shaping-", "(energy-"))
    project.write("modules/13-energy.svg", project.read("modules/03-market-shaping.svg"))
    project.change("assessments/organisation.yaml", ("module: 04-place", "module: 13-energy"))
    minutes = "title: Meet your market before you need it, read: 8, idea: 5, do: 3, where: 8, check: 4, team: 30"
    module = f"  - {{id: 13-energy, {minutes}, slice: {{instrument: organisation, dimensions: [place]}}}}\n"
    step = "      - {module: 13-energy, how: whole}\n"
    project.change("modules/course.yaml", ("routes:\n", f"{module}routes:\n"), ("    steps:\n", f"    steps:\n{step}"))
    last = re.findall(r" +- file: modules/.*\n", project.read("_toc.yml"))[-1]
    project.change("_toc.yml", (last, f"{last}      - file: modules/13-energy\n"))
    for page in ("book/index.md", "book/routes.md"):
        project.change(page, ("Twelve modules", "Thirteen modules"))
    project.capability("capability check")


def change_a_quiz_and_a_figure(project: Project) -> None:
    figure = "{nation: england, says: 123 days, what: A figure that a test made up, sources: [thresholds-2026]}"
    project.change("book/law.yaml", ("figures:\n", f"figures:\n  energy_days: {figure}\n"))
    name = "modules/13-energy.quiz.yaml"
    first = re.split(r"^(?=- id: )", project.read(name), flags=re.MULTILINE)[1]
    project.write(name, project.read(name) + first.replace("energy.q1", "energy.q7"))
    project.change(name, ("What has happened,", "What happened {{ energy_days }} ago,"))
    project.capability("capability check")


def add_an_instrument(project: Project) -> None:
    project.capability("capability new instrument funder")
    project.write("assessments/funder.md", "# Funder\n\nAn instrument that a test made up.\n")
    project.change("_toc.yml", ("assessments/resident\n", "assessments/resident\n      - file: assessments/funder\n"))
    assert "funder.txt: first.one is added\n" in project.capability("capability check --release")


@pytest.mark.slow
def test_what_contributing_says_works(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    for step in (change_a_question, add_a_module, change_a_quiz_and_a_figure, add_an_instrument):
        step(project)
    project.run("-m", "pytest", "-q", *TESTS)
    said = re.findall(r"`(capability (?:new|check)[^`]*)`", project.read("CONTRIBUTING.md"))
    assert set(said) == set(project.told)
