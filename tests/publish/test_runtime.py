"""Python for the browser: what goes in, how it is packed, when it is made anew."""

import gzip
import hashlib
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from capability.course.exercises import functions
from capability.publish import runtime
from capability.publish.bytecode import compiled
from capability.publish.runtime import Inputs, MissingInputError, digest_of, is_kept


def archive(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, text in files.items():
            target.writestr(name, text)
    return out.getvalue()


def test_the_browser_gets_the_rule_and_reads_dropped_files_but_draws_nothing_and_reads_no_yaml() -> None:
    modules = runtime.imported()
    assert {"capability", "capability.pieces.register", "capability.rule.scoring", "capability.errors"} <= set(modules)
    assert "capability.reading.gathering" in modules
    assert {f"capability.course.exercises.{name}" for name in functions()} <= set(modules)
    left_at_home = ("authoring", "notebook", "publish", "cli")
    assert not [name for name in modules if name.split(".")[1:2] and name.split(".")[1] in left_at_home]
    assert not [name for name in modules if name.startswith("capability.pieces.outputs")]  # types alone


def test_all_that_goes_to_the_browser_imports_only_what_is_there() -> None:
    assert runtime.outside(runtime.imported()) == set()


def test_imports_inside_functions_count_and_those_for_types_do_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "capability"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import capability.c\n"
    )
    (package / "a.py").write_text("def f():\n    from capability.b import name\n")
    (package / "b.py").write_text("import pandas\nname = 1\n")
    (package / "c.py").write_text("")
    monkeypatch.setattr(runtime, "SOURCE", tmp_path)
    modules = runtime.imported(["capability.a"])
    assert list(modules) == ["capability", "capability.a", "capability.b"]
    assert runtime.outside(modules) == {"pandas"}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("asyncio/unix_events.py", True),
        ("logging/__init__.py", True),
        ("socket.py", True),
        ("ssl.py", False),
        ("difflib.py", True),
        ("encodings/utf_8.py", True),
        ("encodings/cp437.py", True),
        ("encodings/koi8_r.py", False),
        ("pydoc.py", False),
        ("email/message.py", False),
    ],
)
def test_the_standard_library_keeps_what_starting_and_scoring_need(name: str, kept: bool) -> None:
    assert is_kept(name) is kept


def test_source_becomes_bytecode_in_a_steady_order_and_other_files_stay() -> None:
    first = compiled(archive({"b.py": "x = 1", "a/__init__.py": "", "a/data.txt": "words"}))
    again = compiled(archive({"a/data.txt": "words", "a/__init__.py": "", "b.py": "x = 1"}))
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as made:
        assert made.namelist() == ["a/__init__.pyc", "a/data.txt", "b.pyc"]
        assert {info.compress_type for info in made.infolist()} == {zipfile.ZIP_STORED}


def test_the_tar_holds_the_same_files_as_the_zip() -> None:
    tar = runtime.as_tar(archive({"a/b.pyc": "code", "c.txt": "words"}))
    with tarfile.open(fileobj=io.BytesIO(tar)) as files:
        held = {member.name: member.size for member in files.getmembers()}
    assert held == {"a/b.pyc": 4, "c.txt": 5}


def test_a_digest_changes_with_content_and_with_names(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("ab")
    (tmp_path / "b").write_text("ab")
    digests = {digest_of([tmp_path / "a"]), digest_of([tmp_path / "b"]), digest_of([b"a", b"b"]), digest_of([b"ab"])}
    assert len(digests) == 4


def test_what_is_missing_is_named_in_the_order_of_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    with pytest.raises(MissingInputError, match="node_modules/pyodide"):
        Inputs.of(tmp_path)
    pyodide = tmp_path / "node_modules" / "pyodide"
    pyodide.mkdir(parents=True)
    (pyodide / "package.json").write_text(json.dumps({"version": "314.0.7"}))
    with pytest.raises(MissingInputError, match="QR codes"):
        Inputs.of(tmp_path)
    codes = tmp_path / "node_modules" / "uqr" / "dist" / "index.mjs"
    codes.parent.mkdir(parents=True)
    codes.touch()
    with pytest.raises(MissingInputError, match=r"requirements-browser\.lock"):
        Inputs.of(tmp_path)
    wheel = lock(tmp_path, b"the wheel")
    with pytest.raises(MissingInputError, match=r"msgspec .* is not there\. Remove"):
        Inputs.of(tmp_path)
    wheel.write_bytes(b"the wheel")
    assert Inputs.of(tmp_path) == Inputs(pyodide, wheel, "314.0.7", codes)
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(MissingInputError, match="Node"):
        Inputs.of(tmp_path)


def lock(root: Path, content: bytes) -> Path:
    """Locks a wheel of that content, and gives its place, where nothing is yet."""
    checksum = hashlib.sha256(content).hexdigest()
    (root / runtime.LOCK).write_text(f"# Why.\nmsgspec==0.22.0 --hash=sha256:{checksum}\n")
    wheel = root / ".cache" / "wheels" / "msgspec-0.22.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
    wheel.parent.mkdir(parents=True, exist_ok=True)
    return wheel


def test_a_wheel_goes_to_the_browser_only_if_it_is_the_one_that_is_locked(tmp_path: Path) -> None:
    wheel = lock(tmp_path, b"the wheel")
    for other in ("msgspec-0.23.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl", "evil-1.0-py3-none-any.whl"):
        (wheel.parent / other).write_bytes(b"the wheel")  # what is not named is not looked at, newer or not
    with pytest.raises(MissingInputError, match="is not there"):
        runtime.locked_wheel(tmp_path)
    for content in (b"", b"the whee", b"another wheel"):  # half of it, or somebody else's
        wheel.write_bytes(content)
        with pytest.raises(MissingInputError, match=r"is not the file that requirements-browser\.lock names"):
            runtime.locked_wheel(tmp_path)
    wheel.write_bytes(b"the wheel")
    assert runtime.locked_wheel(tmp_path) == wheel
    beside = wheel.with_name("msgspec-0.22.0-cp999-cp999-pyemscripten_2027_0_wasm32.whl")
    beside.write_bytes(b"another wheel")
    assert runtime.locked_wheel(tmp_path) == wheel


def test_this_project_has_locked_its_wheel(checkout: Path) -> None:
    assert runtime.locked_wheel(checkout).name.startswith("msgspec-")


@pytest.mark.parametrize("stopped_in", ["_check", "_gzip"])
def test_a_packing_that_is_stopped_leaves_nothing_that_looks_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, checkout: Path, stopped_in: str
) -> None:
    def stop(*_: object) -> bytes:
        raise KeyboardInterrupt

    inputs = Inputs.of(checkout)
    python = tmp_path / "python"
    python.mkdir()
    (python / "library.bin").write_bytes(gzip.compress(b""))
    monkeypatch.setattr(runtime, "_compiled", lambda *_: b"tar")
    monkeypatch.setattr(runtime, "_check", lambda *_: None)
    monkeypatch.setattr(runtime, stopped_in, stop)
    with pytest.raises(KeyboardInterrupt):
        runtime._pack_package(inputs, {}, python, tmp_path / "capability.bin")
    assert not (tmp_path / "capability.bin").exists()
    if stopped_in == "_gzip":
        with pytest.raises(KeyboardInterrupt):
            runtime._pack_python(inputs, tmp_path / "python-3")
        assert not (tmp_path / "python-3").exists()
