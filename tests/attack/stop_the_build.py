"""Stops builds of the site at random moments, then builds to the end, and compares with an unbroken build.

    python -m tests.attack.stop_the_build --tries 12 --seed 1

It works in a copy of the project, with a smaller book, and kills the whole group of processes (`kill -9`). Every other
time it has changed a page before, and changes it back later: what a stopped build wrote of it must not stay.
"""

import argparse
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
COPIED = ("_config.yml", "_toc.yml", "requirements-browser.lock", "assessments", "book", "modules", "src")
LINKED = (".venv", "node_modules")
LEFT_OUT = re.compile(
    r"file: (modules/(?!03)|assessments/(?!organisation|workbench)|book/(law-[es]|collect|api|scoring|round))"
)
"""Pages of the smaller book, as the table of contents has them: most of a build's time goes into their cells."""
CHANGED = "book/privacy.md"


def copy_into(folder: Path) -> Path:
    """The project, with a book of fewer chapters, and with nothing that a build has made."""
    folder.mkdir(parents=True)
    for name in COPIED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    for name in LINKED:
        (folder / name).symlink_to((CHECKOUT / name).resolve())
    (folder / ".cache").mkdir()
    shutil.copytree(CHECKOUT / ".cache" / "wheels", folder / ".cache" / "wheels")
    contents = (folder / "_toc.yml").read_text("utf-8").splitlines(keepends=True)
    (folder / "_toc.yml").write_text("".join(line for line in contents if not LEFT_OUT.search(line)), "utf-8")
    return folder


def start(folder: Path) -> subprocess.Popen[bytes]:
    """A build, in a group of processes of its own, that lets nobody else read what it writes."""
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "-n", "--keep-going"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    log = (folder / "build.log").open("wb")
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True, umask=0o077
    )


def build(folder: Path) -> float:
    """Build to the end; returns the seconds that it took."""
    began = time.monotonic()
    if start(folder).wait() or not (folder / "_build" / "html" / "index.html").is_file():
        raise SystemExit(f"The build failed: see {folder / 'build.log'}")
    return time.monotonic() - began


def stop(folder: Path, after: float) -> str:
    """Kill a build after some seconds; returns what it said last, or nothing where it had come to its end."""
    process = start(folder)
    try:
        process.wait(after)
        return ""
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    lines = [line.split("\r")[-1].strip() for line in (folder / "build.log").read_text("utf-8", "replace").splitlines()]
    return next((line for line in reversed(lines) if line), "nothing said")[:90]


def files(site: Path) -> Iterator[tuple[str, str]]:
    """Each file with its mode and the digest of its content; but for Sphinx's note on settings that name the folder."""
    for path in sorted(site.rglob("*")):
        if path.is_file() and path.name != ".buildinfo":
            yield (
                path.relative_to(site).as_posix(),
                f"{path.stat().st_mode:o} {hashlib.sha256(path.read_bytes()).hexdigest()}",
            )


def main() -> None:
    """Try it, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tries", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="stopped-build-"))
    whole, stopped = copy_into(place / "whole"), copy_into(place / "stopped")
    from_nothing = build(whole)
    once_more = build(whole)  # with the cells of the first
    print(f"An unbroken build: {from_nothing:.0f} s, then {once_more:.0f} s", flush=True)
    moments = random.Random(chosen.seed)
    as_it_was = (stopped / CHANGED).read_text("utf-8")
    was_stopped = True
    for number in range(1, chosen.tries + 1):
        title = f"# Privacy, try {number}" if number % 2 == 0 else "# Privacy"
        (stopped / CHANGED).write_text(as_it_was.replace("# Privacy", title), "utf-8")
        after = moments.uniform(0.05, 0.95) * (from_nothing if was_stopped else once_more)
        said = stop(stopped, after)
        was_stopped = bool(said)
        print(f"Try {number}: {after:.0f} s: {said or 'it had come to its end'}", flush=True)
    (stopped / CHANGED).write_text(as_it_was, "utf-8")
    print(f"To the end: {build(stopped):.0f} s", flush=True)
    first, second = (dict(files(folder / "_build" / "html")) for folder in (whole, stopped))
    unlike = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    for name in unlike[:20]:
        print(f"  not the same: {name}")
    if unlike:
        raise SystemExit(f"{len(unlike)} files differ: compare {whole} and {stopped}")
    print(f"The same {len(first)} files, byte for byte")
    shutil.rmtree(place)


if __name__ == "__main__":
    main()
