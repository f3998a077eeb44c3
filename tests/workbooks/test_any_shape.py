"""The same event, however it is written: any wishes, in any shape, naming people in any way."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from matchmaker.io.checking.event_reader import read_event
from matchmaker.issues import Severity
from tests.io.reading.spreadsheets import DAY, in_german, write, write_folder
from tests.workbooks.shapes import write_ods

PEOPLE = [
    ("001", "Änne", "Müller-Klein", "aenne@one.example", "Eins GmbH"),
    ("P2", "Zofia", "Łukasik", "zofia@two.example", "Zwei Sp. z o.o."),
    ("P-3", "Liam", "O'Brien", "liam@three.example", "Drei & Söhne"),
    ("4", "Ганна", "Шевчук", "hanna@four.example", "Чотири"),
    ("P5", "Ida", "van der Berg", "ida@five.example", "Eins GmbH"),
]
NAMES = (
    lambda p: p[0],
    lambda p: p[3],
    lambda p: p[3].upper(),
    lambda p: f"{p[1]} {p[2]}",
    lambda p: f"{p[2]}, {p[1]}",
    lambda p: f"{p[1]} {p[2]} ({p[4]})",
    lambda p: f"{p[2]}, {p[1]} – {p[4]}",
    lambda p: f"\u00a0{p[0]} \u200b",
)
PAIRS = [(a, b) for a in range(5) for b in range(5) if a != b]


@st.composite
def wishes(draw):
    """Draw wishes, and a way to name the wished one each; the first of each person is high."""
    pairs = draw(st.lists(st.sampled_from(PAIRS), unique=True, min_size=1, max_size=12))
    ways = draw(st.lists(st.sampled_from(NAMES), min_size=len(pairs), max_size=len(pairs)))
    pairs.sort(key=lambda pair: pair[0])
    firsts = {}
    for source, target in pairs:
        firsts.setdefault(source, target)
    levels = ["high" if firsts[a] == b else "normal" for a, b in pairs]
    return [
        (a, b, way(PEOPLE[b]), level)
        for (a, b), way, level in zip(pairs, ways, levels, strict=True)
    ]


def plain(rows):
    return {
        "Event": [
            ["Setting", "Value"],
            ["Name", "Fair"],
            ["Meeting length", 30],
            ["Language", "en"],
        ],
        "Timetable": [["Date", "From", "To", "Kind"], [DAY, "9:00", "12:00", "meetings"]],
        "Tables": [["Table"], ["T1"], ["T2"]],
        "Participants": [
            ["ID", "First name", "Last name", "E-mail", "Organisation"],
            *map(list, PEOPLE),
        ],
        "Interests": [["From", "To", "Level"], *rows],
    }


def as_list(drawn):
    return plain([[PEOPLE[a][0], name, level] for a, _, name, level in drawn])


def as_matrix(drawn):
    columns = list(dict.fromkeys(b for _, b, _, _ in drawn))
    names = {b: name for _, b, name, _ in drawn}
    cells = {(a, b): level for a, b, _, level in drawn}
    sheets = plain([])
    sheets["Interests"] = [
        ["", *(names[b] for b in columns)],
        *(
            [PEOPLE[a][0], *(cells.get((a, b), "") for b in columns)]
            for a in dict.fromkeys(a for a, *_ in drawn)
        ),
    ]
    return sheets


def beside(drawn, *, in_one_cell):
    sheets = plain([])
    del sheets["Interests"]
    rows = sheets["Participants"]
    wide = max(sum(1 for w in drawn if w[0] == a) for a in range(5))
    rows[0] += ["Wishes"] if in_one_cell else [f"Wish {n + 1}" for n in range(wide)]
    for a, row in enumerate(rows[1:]):
        mine = [name for source, _, name, _ in drawn if source == a]
        row.extend(["; ".join(mine)] if in_one_cell else mine + [None] * (wide - len(mine)))
    return sheets


def as_columns(drawn):
    return beside(drawn, in_one_cell=False)


def as_one_cell(drawn):
    return beside(drawn, in_one_cell=True)


def workbook(folder, sheets):
    return write(folder / "fair.xlsx", sheets)


def german(folder, sheets):
    translated = in_german({t: rows for t, rows in sheets.items() if t != "Interests"})
    if "Interests" in sheets:
        translated["Wünsche"] = sheets["Interests"]
    return write(folder / "messe.xlsx", translated)


def titled(folder, sheets):
    return write(
        folder / "fair.xlsx",
        {title: [["A title"], [], ["as of", DAY], *rows] for title, rows in sheets.items()},
    )


def ods(folder, sheets):
    return write_ods(folder / "fair.ods", sheets)


def csv_of(delimiter, encoding):
    def write_csv(folder, sheets):
        return write_folder(folder / "fair", sheets, delimiter, encoding)

    return write_csv


def file_each(folder, sheets):
    """A folder with a file of wishes for each person; from the long list only."""
    path = write_folder(folder / "fair", {t: r for t, r in sheets.items() if t != "Interests"})
    (path / "wishes").mkdir()
    for source in dict.fromkeys(row[0] for row in sheets["Interests"][1:]):
        mine = [row[1:] for row in sheets["Interests"][1:] if row[0] == source]
        write(path / "wishes" / f"{source}.xlsx", {"Sheet1": [["To", "Level"], *mine]})
    return path


FILES = (
    *(workbook, german, titled, ods),
    *(csv_of(";", "utf-8-sig"), csv_of(",", "utf-8"), csv_of("\t", "utf-16")),
)


@given(
    wishes(), st.sampled_from((as_list, as_matrix, as_columns, as_one_cell)), st.sampled_from(FILES)
)
@example([(0, 1, "P2", "high")], as_matrix, titled)
@example([(0, 3, "4", "high")], as_matrix, titled)
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_event_is_the_same_in_every_shape(drawn, shape, file):
    with TemporaryDirectory() as name:
        expected = read_event(write(Path(name) / "plain.xlsx", as_list(drawn)))
        reading = read_event(file(Path(name), shape(drawn)))

    assert [i for i in reading.issues if i.severity is Severity.ERROR] == []
    assert reading.event == expected.event is not None


@given(wishes())
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_event_is_the_same_with_a_file_of_wishes_each(drawn):
    with TemporaryDirectory() as name:
        expected = read_event(write(Path(name) / "plain.xlsx", as_list(drawn)))
        reading = read_event(file_each(Path(name), as_list(drawn)))

    assert reading.event == expected.event is not None
