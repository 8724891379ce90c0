"""`capability form`: an instrument as a form for the tool that answers are collected with."""

import argparse

from capability.authoring.instruments import load_instrument
from capability.cli.outputs import hand_over, refuse_terminal, takes_output
from capability.cli.printing import note
from capability.cli.questions import own_questions
from capability.forms.kinds import KINDS, write_form

ABOUT = """
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
    takes_output(parser)


def run(options: argparse.Namespace) -> int:
    """Write the form."""
    if not KINDS[options.kind].is_text:
        refuse_terminal(options.kind, options.output)
    instrument = load_instrument(options.instrument)
    if options.instrument == instrument.id:  # else its file was named
        note(own_questions([instrument]))
    return hand_over(write_form(instrument, options.kind), options.output)
