"""The workbook of what-ifs: what is short, with a picture, and a list of scenarios."""

from dataclasses import replace

import openpyxl

from matchmaker.io.writing.whatif_book import WhatIfs, write_what_ifs
from matchmaker.scenarios import Bottleneck, Figures, Hindrance, Prospect, What, scenario_of
from matchmaker.text import words
from tests.builders import event, people

FOUND = (
    Prospect(scenario_of("as-is"), Figures(100, 30, 2), Figures(98, 29, 3)),
    Prospect(scenario_of("tables+1"), Figures(120, 33, 1)),
    Prospect(scenario_of("tables-9"), hindrance=Hindrance("tables", (("count", "3"),))),
    Prospect(scenario_of("max+1"), Figures(100, 30, 2), lapses=("slot: gone",)),
)
LACK = Bottleneck("tables", {What.TABLES: 20, What.SLOTS: 1_034})


def written(tmp_path, language="en", found=FOUND):
    path = tmp_path / "fair-whatif" / "whatif.xlsx"
    fair = replace(event(people("A B")), name="=Fair")
    write_what_ifs(WhatIfs(fair, found, LACK), path, words(language))
    return openpyxl.load_workbook(path)


def pictures(sheet):
    return sheet._charts  # noqa: SLF001 - openpyxl has no other way


def test_list_has_what_was_worked_out_and_nothing_else(tmp_path):
    rows = [*written(tmp_path)["Scenarios"].iter_rows(min_row=2, values_only=True)]

    assert rows == [
        ("as it is", None, 100, 98, 30, 29, 2, 3, "as-is", None),
        ("tables: +1", 20, 120, None, 33, None, 1, None, "tables+1", None),
        (
            *("tables: −9", *7 * (None,), "tables-9"),
            (
                "not possible, only 3 tables can be left out: "
                "the others are reserved or hold fixed appointments"
            ),
        ),
        (
            *("maximum of meetings: +1", 0, 100, None, 30, None, 2, None, "max+1"),
            "a part of the search failed and is not used (slot: gone)",
        ),
    ]


def test_front_says_what_is_short_and_shows_it(tmp_path):
    sheet = written(tmp_path, "de")["Engpass"]

    assert sheet["A1"].value == "=Fair"
    assert sheet["A1"].data_type == "s"
    assert sheet["A2"].value == (
        "Der Engpass sind die Tische: "
        "ein Tisch mehr bringt höchstens 20 Punkte, ein Slot mehr 1.034."
    )
    (chart,) = pictures(sheet)
    assert chart.series[0].val.numRef.f == "'Szenarien'!$B$3:$B$5"
    assert chart.series[0].cat.numRef.f == "'Szenarien'!$A$3:$A$5"


def test_front_has_no_picture_of_nothing(tmp_path):
    assert pictures(written(tmp_path, found=FOUND[:1])["Bottleneck"]) == []


def test_nothing_half_written_is_left(tmp_path):
    written(tmp_path)

    assert [path.name for path in (tmp_path / "fair-whatif").iterdir()] == ["whatif.xlsx"]
