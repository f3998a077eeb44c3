from pathlib import Path

import pytest

from matchmaker.io.package.naming import beside, without_copy_marks


@pytest.mark.parametrize(
    "copied",
    [
        *("P01", "P01 (1)", "P01(1)", "P01_(12)", "P01 (1) (2)", "Copy of P01", "Kopie von P01"),
        *("copy of Copy of P01", "Kopie (2) von P01", "Copy of P01 (1)"),
        *("P01 - Kopie", "P01 - Copy (2)", "P01-copy", "P01_kopie", "P01 copy 2", "P01 Kopie 3"),
        *("P01 (copy)", "P01 (Kopie)", "P01 (Copy 2)", "P01 - Kopie - Kopie"),
    ],
)
def test_name_before_it_was_copied(copied):
    assert without_copy_marks(copied) == "P01"


@pytest.mark.parametrize(
    "name", ["Photocopy", "hardcopy", "Kopie", "(1)", "P01-1", "Copy of", "P01 2", "Kopien von A"]
)
def test_name_that_says_nothing_of_a_copy_stays(name):
    assert without_copy_marks(name) == name


def test_beside_a_file():
    assert beside(Path("a/Messe 2.0.xlsx"), "plans") == Path("a/Messe 2.0-plans")
    assert beside(Path("FAIR.xlsx"), "whatif") == Path("FAIR-whatif")


def test_beside_a_folder(tmp_path, monkeypatch):
    (tmp_path / "Messe.2027" / "sheets").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "Messe.2027" / "sheets")

    assert beside(tmp_path / "Messe.2027", "plans") == tmp_path / "Messe.2027-plans"
    assert beside(Path(), "plans") == tmp_path / "Messe.2027" / "sheets-plans"
    assert beside(Path(".."), "plans") == tmp_path / "Messe.2027-plans"
