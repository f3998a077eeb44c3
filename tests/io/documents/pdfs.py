"""What stands in a PDF, and plans to make PDFs of."""

import io
from contextlib import contextmanager
from dataclasses import replace

from pypdf import PdfReader

from matchmaker.events import Table
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.typesetting import open_press
from matchmaker.io.reading.branding import Branding
from matchmaker.paper import Paper
from tests.builders import event, meeting, person, plan, wishes

ANNA = person(
    *("P1", "Elbblick"),
    first_name="Änne",
    email="a@secret.example",
    agenda_language="de",
    offers="Messtechnik",
)
LIAM = replace(
    person(
        *("P2", "Bogland"),
        first_name="Liam",
        country="Ireland",
        email="l@secret.example",
        offers="lasers",
        seeks="mirrors",
    ),
    last_name="O'Brien",
)
HANNA = replace(
    person("P3", "Łódź", first_name="Ганна", email="h@secret.example"), last_name="Doğan"
)
FAIR = event(
    (ANNA, LIAM, HANNA),
    wishes("P1>P2 P2>P1 P3>P2"),
    slots=6,
    tables=(Table(name="3", area="Hall A"), Table(name="Tisch 4")),
    organiser="Fair Ltd",
    organiser_email="o@secret.example",
)
MADE = plan(FAIR, meeting("P1 P2", 0, "3"), meeting("P2 P3", 2, "Tisch 4"))


@contextmanager
def edition_of(made, *, branding=None, is_draft=False, earlier=(), paper=Paper.A4):
    """An edition of a plan, on a press of its own."""
    branding = branding or Branding()
    with open_press(branding.logo) as press:
        yield Edition(made, press, branding, is_draft=is_draft, earlier=earlier, paper=paper)


def made_of(made, document, *arguments, **fields):
    """One document of a plan."""
    with edition_of(made, **fields) as edition:
        return document(edition, *arguments)


def pages(pdf):
    """The text of each page, as lines without the spaces of no width that let long words break."""
    reader = PdfReader(io.BytesIO(pdf))
    texts = (page.extract_text().replace("\u200b", "") for page in reader.pages)
    return [[" ".join(line.split()) for line in text.splitlines()] for text in texts]


def lines(pdf):
    """The text of a PDF of one page."""
    (page,) = pages(pdf)
    return page


def words_of(pdf):
    """All text of a PDF in one line."""
    return " ".join(line for page in pages(pdf) for line in page)


def sizes(pdf):
    """Width and height of each page in millimetres."""
    boxes = (page.mediabox for page in PdfReader(io.BytesIO(pdf)).pages)
    return [(round(float(b.width) * 25.4 / 72), round(float(b.height) * 25.4 / 72)) for b in boxes]
