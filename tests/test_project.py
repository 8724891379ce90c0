"""The project's own files: locks, licences, commands in the README, and what the built package carries."""

import json
import re
import shlex
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
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
LOCKS = ["requirements.lock", "requirements-browser.lock", "package-lock.json"]

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
    assert capsys.readouterr().out == output


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
        archive.extractall(folder / "unpacked", filter="data")
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
    assert carried == {str(path.relative_to(source)) for path in files_of(source)} | set(data)
    assert len(data) > 30 and all(texts[name] == path.read_bytes() for name, path in data.items())


def test_the_source_archive_carries_the_book_and_nothing_that_was_made(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as archive:
        paths = [Path(*Path(name).parts[1:]) for name in archive.getnames()]
    assert Path("book/index.md") in paths and Path("LICENSE-CONTENT") in paths
    assert not [path for path in paths if MADE.intersection(path.parts)]
