"""The project's own files: locks, licences, commands in the README, and what the built package carries."""

import json
import pkgutil
import re
import shlex
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

import capability
from capability.cli import main

CHECKOUT = Path(__file__).resolve().parents[1]
MADE = {".git", ".venv", ".cache", "_build", "dist", "node_modules", "__pycache__", ".ipynb_checkpoints"}
GUIDES = ["README.md", "CONTRIBUTING.md"]
LOCKS = ["requirements.lock", "requirements-browser.lock", "requirements-uv.lock", "package-lock.json"]

# In two halves, so that this file does not hold what it looks for.
HOSTS = [".".join(halves) for halves in (
    ("unpkg", "com"), ("jsdelivr", "net"), ("cdnjs", "cloudflare"), ("esm", "sh"), ("skypack", "dev"),
    ("pythonhosted", "org"), ("pypi", "org"), ("npmjs", "org"), ("npmjs", "com"),
)]  # fmt: skip
MACHINE_PATH = re.compile(r"""(?<![\w.:/{}$~*-])(?:/(?:root|work|tmp)(?=/)|/(?:home|Users)/\w|[A-Z]:\\Users)""")


def files_of(folder: Path) -> Iterator[Path]:
    """All files but those that commands make."""
    for path in sorted(folder.iterdir()):
        if path.name in MADE:
            continue
        if path.is_dir():
            yield from files_of(path)
        else:
            yield path


def text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""  # a picture


def read(name: str) -> str:
    return (CHECKOUT / name).read_text("utf-8")


PYPROJECT = tomllib.loads(read("pyproject.toml"))


def locked() -> dict[str, set[Version]]:
    """Every version of each package in the lock; markers may give Pythons different ones."""
    versions: dict[str, set[Version]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", read("requirements.lock"), re.MULTILINE):
        versions.setdefault(name, set()).add(Version(version))
    return versions


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_versions_and_checksums_but_no_address(name: str) -> None:
    # npm notes where one may give money to a package's makers: nothing is fetched from there.
    text = re.sub(r'"url": "[^"]+"|"funding": "[^"]+"', "", read(name))
    assert "://" not in text
    assert "index-url" not in text and '"resolved"' not in text
    assert re.search(r"sha(256|512)", text)


def test_the_lock_holds_every_dependency_within_its_range() -> None:
    versions = locked()
    project = PYPROJECT["project"]
    asked = chain(project["dependencies"], *project["optional-dependencies"].values())
    for requirement in map(Requirement, asked):
        if requirement.name != project["name"]:
            found = versions.get(requirement.name.lower(), set())
            assert found and all(version in requirement.specifier for version in found), requirement


def test_browser_and_desktop_have_the_same_msgspec() -> None:
    [version] = locked()["msgspec"]
    assert f"msgspec=={version} " in read("requirements-browser.lock")


def test_pyodide_is_pinned() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", json.loads(read("package.json"))["dependencies"]["pyodide"])


def test_one_version_everywhere() -> None:
    version = PYPROJECT["project"]["version"]
    assert capability.__version__ == version
    assert json.loads(read("package.json"))["version"] == version
    assert f"\nversion: {version}\n" in read("CITATION.cff")
    assert f"\n## [{version}]" in read("CHANGELOG.md")
    assert f"capability_kit-{version}-py3-none-any.whl" in read("Makefile")


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    found = {
        f"{path.relative_to(CHECKOUT)}: {match.group()}"
        for path in files_of(CHECKOUT)
        for match in MACHINE_PATH.finditer(text_of(path))
    }
    assert not found


@pytest.mark.parametrize("folder", ["home/ann", "work/kit", "tmp/kit", "Users/ann"])
def test_a_machine_path_is_noticed(folder: str) -> None:
    assert MACHINE_PATH.search(f"see /{folder}/notes")


@pytest.mark.parametrize("text", ["https://example.org/home/page", "docs/work/in-progress", "$HOME/tmp/x"])
def test_an_address_is_no_machine_path(text: str) -> None:
    assert not MACHINE_PATH.search(text)


def test_no_file_names_a_registry_or_a_content_network() -> None:
    found = {
        f"{path.relative_to(CHECKOUT)}: {host}"
        for path in files_of(CHECKOUT)
        for host in HOSTS
        if host in text_of(path).lower()
    }
    assert not found


@pytest.mark.parametrize("guide", GUIDES)
def test_a_command_in_a_guide_is_in_the_makefile(guide: str) -> None:
    targets = set(re.findall(r"^([a-z]+):.*##", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=[`\s]*(?:$|[`#]|[A-Z]+=))", read(guide), re.MULTILINE))
    assert named and named <= targets


@pytest.mark.parametrize("guide", GUIDES)
def test_a_path_in_a_guide_exists(guide: str) -> None:
    named = re.findall(r"^    ([\w./-]+)  ", read(guide), re.MULTILINE)
    assert [path for path in named if not (CHECKOUT / path).exists()] == []
    assert named or guide != "CONTRIBUTING.md"


# What speaks of files and modules by name, and must not send a reader to nothing.
RECORDS = sorted((CHECKOUT / "docs" / "decisions").glob("0*.md"))
SPEAKING = [CHECKOUT / name for name in (*GUIDES, "SECURITY.md", "CHANGELOG.md", "docs/decisions/README.md")] + RECORDS
CHAPTERS = sorted(path for folder in ("book", "modules", "assessments") for path in (CHECKOUT / folder).glob("*.md"))
ENDINGS = "bib|css|html|js|json|lock|md|mjs|py|pyi|toml|yaml|yml"
PATH = re.compile(rf"(?:[\w.-]+/)+[\w.-]*|[\w-][\w.-]*\.(?:{ENDINGS})")
MODULE = re.compile(r"capability(?:\.\w+)+")
EXAMPLES = {
    *("assessments/funder.yaml", "assessments/funder.md"),
    *(f"modules/13-energy.{ending}" for ending in ("md", "quiz.yaml", "exercise.yaml")),
    *("src/capability/course/exercises/energy.py", "tests/course/exercises/test_energy.py"),
}
"""Files that a guide tells its reader to make."""


def names_in(text: str) -> set[str]:
    """What stands between backticks, but not in the column of a table that says what was before."""
    text = re.sub(r"^\| before \|.*?\n\n", lambda table: after(table[0]), text, flags=re.MULTILINE | re.DOTALL)
    return set(re.findall(r"`([^`\n]+)`", text))


def after(table: str) -> str:
    return re.sub(r"^\|[^|\n]*\|", "|", table, flags=re.MULTILINE)


@cache
def places() -> str:
    """Every file and folder of the project, a line each."""
    paths = {path.relative_to(CHECKOUT) for path in files_of(CHECKOUT)}
    return "\n".join(path.as_posix() for path in paths | {folder for path in paths for folder in path.parents})


def is_there(name: str) -> bool:
    """Whether a path, whole or from some folder on, names a file or a folder; NAME stands for any name."""
    if name in EXAMPLES or MADE.intersection(Path(name).parts):
        return True
    wanted = re.escape(name.rstrip("/")).replace("NAME", "[^/\n]+")
    return re.search(rf"^(?:.*/)?{wanted}$", places(), re.MULTILINE) is not None


def is_importable(name: str) -> bool:
    """Whether a dotted name is a module, or something that is in one."""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_file_that_is_named_exists(path: Path) -> None:
    named = {name for name in names_in(path.read_text("utf-8")) if PATH.fullmatch(name)}
    assert [name for name in sorted(named) if not is_there(name)] == []


def test_each_attack_that_is_told_has_its_place() -> None:
    rows = re.findall(r"^\| (?!attack|-).+ \| (.+) \|$", read("SECURITY.md"), re.MULTILINE)
    assert rows and all(names_in(row) for row in rows)
    assert [name for row in rows for name in names_in(row) if not (PATH.fullmatch(name) and is_there(name))] == []


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_module_or_function_that_is_named_exists(path: Path) -> None:
    named = {name for name in names_in(path.read_text("utf-8")) if MODULE.fullmatch(name)}
    assert [name for name in sorted(named) if not is_importable(name)] == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.name)
def test_what_a_page_imports_can_be_imported(path: Path) -> None:
    imports = re.findall(r"^from (capability[.\w]*) import (.+)$", path.read_text("utf-8"), re.MULTILINE)
    named = {f"{module}.{name.strip()}" for module, names in imports for name in names.split(",")}
    assert [name for name in sorted(named) if not is_importable(name)] == []


@pytest.mark.parametrize("name", ["tests/test_nothing.py", "interactive/exercises/", "gone.md", "web/NAME.jsx"])
def test_a_file_that_is_gone_is_noticed(name: str) -> None:
    assert PATH.fullmatch(name) or name.endswith("jsx")
    assert not is_there(name)


@pytest.mark.parametrize("name", ["capability.loading", "capability.rule.votes", "capability.scores"])
def test_a_module_that_is_gone_is_noticed(name: str) -> None:
    assert not is_importable(name)


def test_what_was_before_may_be_gone() -> None:
    assert names_in("| before | now |\n|---|---|\n| `gone` | `here` |\n\nand `there`") == {"here", "there"}


STATUS = re.compile(r"\d{4}-\d\d-\d\d · (?:accepted|replaced by \d{4})(?:; .+)?")
PARTS = ["Why it came up", "What we looked at", "What we decided", "What follows"]


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.name[:4])
def test_every_record_has_the_same_form_and_a_line_in_the_index(record: Path) -> None:
    title, blank, status, *_ = record.read_text("utf-8").split("\n")
    assert title.startswith(f"# {record.name[:4]} ") and not blank
    assert STATUS.fullmatch(status)
    parts = re.findall(r"^## (.+)$", record.read_text("utf-8"), re.MULTILINE)
    assert set(PARTS) - {"What we looked at"} <= set(parts) <= set(PARTS)
    day, _, state = status.partition(" · ")
    line = f"| {record.name[:4]} | [{title[7:]}]({record.name}) | {day} | {state} |"
    assert line in read("docs/decisions/README.md").splitlines()


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.name[:4])
def test_a_record_that_another_changes_says_so(record: Path) -> None:
    number = record.name[:4]
    for other in RECORDS:
        status = other.read_text("utf-8").split("\n")[2]
        if number in re.findall(r"\d{4}", re.sub(r"(?:amended|added to|replaced) by [^;]+", "", status)[10:]):
            assert other.name[:4] in record.read_text("utf-8").split("\n")[2], f"{other.name} changes it"


def shown_commands() -> list[tuple[str, str]]:
    """Each `$ capability …` of the README with the output shown below it."""
    blocks = re.findall(r"^```console\n(.*?)^```$", read("README.md"), re.MULTILINE | re.DOTALL)
    return [
        (line, rest)
        for block in blocks
        for line, rest in re.findall(r"^\$ capability (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


@pytest.mark.parametrize(("command", "output"), shown_commands())
def test_the_readme_shows_what_the_command_prints(
    command: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(CHECKOUT)
    assert main(shlex.split(command)) == 0
    # Whoever changes a question's wording raises its version, and need not come here.
    instrument_version = re.compile(r" \d+\.\d+\.\d+$", re.MULTILINE)
    assert instrument_version.sub("", capsys.readouterr().out) == instrument_version.sub("", output)


def test_the_readme_shows_a_command() -> None:
    assert shown_commands()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The package built from the checkout, the source archive, and the package built from that archive alone."""
    folder = tmp_path_factory.mktemp("built")

    def build(what: str, source: Path) -> Path:
        command = [
            sys.executable,
            "-m",
            "build",
            "--no-isolation",
            f"--{what}",
            "--outdir",
            str(folder / source.name),
            str(source),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        [made] = (folder / source.name).glob("*.tar.gz" if what == "sdist" else "*.whl")
        return made

    sdist = build("sdist", CHECKOUT)
    with tarfile.open(sdist) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Debian 12's Python 3.11.2 has none
        archive.extractall(folder / "unpacked")
    [unpacked] = (folder / "unpacked").iterdir()
    return {"wheel": build("wheel", CHECKOUT), "sdist": sdist, "wheel of the sdist": build("wheel", unpacked)}


@pytest.mark.parametrize("which", ["wheel", "wheel of the sdist"])
def test_the_package_carries_its_files_and_all_that_authors_wrote(which: str, built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built[which]) as wheel:
        carried = {name for name in wheel.namelist() if name.startswith("capability/")}
        texts = {name: wheel.read(name) for name in carried if name.endswith(".yaml")}
    source = CHECKOUT / "src"
    data = {f"capability/assessments/{path.name}": path for path in (CHECKOUT / "assessments").glob("*.yaml")}
    data |= {f"capability/modules/{path.name}": path for path in (CHECKOUT / "modules").glob("*.yaml")}
    data["capability/book/law.yaml"] = CHECKOUT / "book" / "law.yaml"
    data["capability/book/peers.yaml"] = CHECKOUT / "book" / "peers.yaml"
    assert carried == {str(path.relative_to(source)) for path in files_of(source)} | set(data)
    assert len(data) > 30 and all(texts[name] == path.read_bytes() for name, path in data.items())


def test_the_source_archive_carries_the_book_and_nothing_that_was_made(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as archive:
        paths = [Path(*Path(name).parts[1:]) for name in archive.getnames()]
    assert Path("book/index.md") in paths and Path("LICENSE-CONTENT") in paths
    assert not [path for path in paths if MADE.intersection(path.parts)]
