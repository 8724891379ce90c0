"""Turns Python source into the bytecode that the browser's Python loads.

This module runs inside Pyodide (see `bytecode.mjs`): bytecode fits only the interpreter that made it. It imports the
standard library alone.
"""

import io
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from importlib.util import source_hash

# Every entry carries the same date, so that the same source gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def compiled(archive: bytes) -> bytes:
    """The same zip archive with each `.py` replaced by its `.pyc`, stored uncompressed and in order of name.

    Docstrings and asserts stay at home: what is packed is a sixth smaller. The `.pyc` are of the kind that is never
    checked against a source, because no source goes to the browser.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist()):
            data = source.read(name)
            if name.endswith(".py"):
                code = compile(data, name, "exec", dont_inherit=True, optimize=2)
                name, data = f"{name}c", bytes(_code_to_hash_pyc(code, source_hash(data), checked=False))
            target.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return out.getvalue()
