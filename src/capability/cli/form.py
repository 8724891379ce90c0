"""`capability form`: an instrument as a form for the tool that answers are collected with."""

import argparse
import sys
from pathlib import Path

from capability.authoring.instruments import load_instrument
from capability.cli.printing import OK
from capability.errors import CapabilityError, Fault
from capability.forms.kinds import KINDS, write_form

ABOUT = """\
Make a form of an instrument, for the tool that you collect answers with. `capability tally` reads what comes back.

  capability form organisation --as word --output form.docx           for Microsoft Forms (Quick import)
  capability form organisation --as xlsform --output form.xlsx        for Kobo, ODK or ArcGIS Survey123
  capability form organisation --as surveyjs --output form.json       for tools that read SurveyJS
  capability form organisation --as table --output answers.xlsx       a blank Excel table with lists to choose from
  capability form organisation --as columns --output columns.json     what the table's headings mean
  capability form organisation --as paper --output form.docx          large print, to tick by hand
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("instrument", metavar="INSTRUMENT", help="its id, or the path of its YAML file")
    parser.add_argument("--as", dest="kind", choices=KINDS, required=True, help="which form")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it, never over a file")


def run(options: argparse.Namespace) -> int:
    """Write the form."""
    if options.output is None and not KINDS[options.kind].is_text:
        what = f"a form as {options.kind} is not for a terminal"
        raise CapabilityError(Fault("no-output", "--output", what, "name the file to write"))
    written = write_form(load_instrument(options.instrument), options.kind)
    if options.output is None:
        sys.stdout.write(written.data.decode())
        return OK
    try:
        with options.output.open("xb") as file:
            file.write(written.data)
    except OSError as fault:
        what = "this file is there already" if isinstance(fault, FileExistsError) else str(fault.strerror).lower()
        raise CapabilityError(Fault("no-file", str(options.output)[:200], what, "choose another name")) from None
    return OK
