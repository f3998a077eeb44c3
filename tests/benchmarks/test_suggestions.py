"""What is measured of suggestions is what it says."""

from benchmarks.events import SHAPES, make_event
from benchmarks.suggestions import main, with_profiles


def test_pairs_are_judged_by_language(tmp_path, capsys):
    pairs = tmp_path / "pairs.txt"
    lines = ("de | + | Ventile | Ventile", "de | - | Käse | Ventile", "en | + | gears | wine")
    pairs.write_text("\n".join(["# invented", *lines]), encoding="utf-8")

    main(["--pairs", str(pairs)])
    said = [line.split() for line in capsys.readouterr().out.splitlines()]

    assert said[2] == ["de", "2", "100%", "100%", "100%"]
    assert said[3][:4] == ["en", "1", "100%", "0%"]


def test_half_of_the_people_wish_and_all_write_of_themselves():
    event = with_profiles(make_event(SHAPES[0]), 20)

    assert len(event.participants) == 20
    assert all(person.offers and person.seeks and person.areas for person in event.participants)
    assert len({wish.source for wish in event.interests}) <= 10
