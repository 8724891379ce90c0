"""Where a command's file goes: to the name or the folder that was given, never over a file, or to the terminal."""

import argparse
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from capability.cli.printing import OK, hand_out, is_shown, tell
from capability.errors import CapabilityError, Fault
from capability.writing.document import Written


def takes_output(command: argparse.ArgumentParser) -> None:
    """The option of a command that writes a file."""
    about = "where to write it, never over a file; in a folder it gets a name of its own"
    command.add_argument("--output", type=Path, metavar="FILE", help=about)


def refuse_terminal(kind: str, output: Path | None) -> None:
    """Raise `CapabilityError` where a file that is no text would go to the terminal."""
    if output is None:
        raise CapabilityError(
            Fault("no-output", "--output", f"a {kind} file is not for a terminal", "name the file to write")
        )


def put(path: Path, data: bytes) -> None:
    """Write a new file: never over one that is there, nor through a link that leads elsewhere. Raises `OSError`."""
    with path.open("xb") as file:
        file.write(data)


def hand_over(written: Written, output: Path | None, then: str = "") -> int:
    """Write a file where it was asked for, and say what can be done with it; without a place, print its text."""
    if output is None:
        hand_out(written.data)
        if then and is_shown():
            tell([f"with --output FILE this is kept in a file; {then.format('FILE')}"])
        return OK
    path = output / written.name if output.is_dir() else output
    try:
        put(path, written.data)
    except OSError as fault:
        what = "this file is there already" if isinstance(fault, FileExistsError) else str(fault.strerror).lower()
        raise CapabilityError(Fault("no-file", str(path)[:200], what, "choose another name")) from None
    tell([f"{path} is written" + (f"; {then.format(path)}" if then else "")])
    return OK


def hand_over_folder(files: Iterable[Written], folder: Path) -> int:
    """Write files into a new folder, and say how many. All of them or none: they are written aside, and then named."""
    count = 0
    aside = None
    try:
        if folder.exists():
            raise FileExistsError
        aside = Path(mkdtemp(prefix=f".{folder.name[:80]}-", dir=folder.parent))
        for written in files:
            put(aside / written.name, written.data)
            count += 1
        aside.chmod(0o777 & ~_mask())
        aside.rename(folder)
    except OSError as fault:
        what = "this is there already" if isinstance(fault, FileExistsError) else str(fault.strerror).lower()
        raise CapabilityError(Fault("no-file", str(folder)[:200], what, "choose another name")) from None
    finally:
        if aside is not None and aside.exists():
            shutil.rmtree(aside)
    tell([f"{count:,} files are written into {folder}"])
    return OK


def _mask() -> int:
    """The rights that new files are not given here; temporary folders have fewer than other ones."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
