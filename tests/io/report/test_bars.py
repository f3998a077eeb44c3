from matchmaker.io.report.bars import Bar, bars, by_frequency, histogram, percent


def test_bars_are_shares_of_all_and_lengths_of_the_longest():
    assert bars({"a": 3, "b": 1, "c": 0}) == (
        Bar("a", 3, 75.0, 100.0),
        Bar("b", 1, 25.0, 33.3),
        Bar("c", 0, 0.0, 0.0),
    )


def test_bars_of_nothing():
    assert bars({}) == ()
    assert bars({"a": 0}) == (Bar("a", 0, 0.0, 0.0),)


def test_most_frequent_first_and_equals_by_the_alphabet():
    assert list(by_frequency("bacbc")) == ["b", "c", "a"]


def test_histogram_has_a_column_of_each_number():
    assert [(bar.label, bar.count) for bar in histogram([2, 0, 2])] == [
        ("0", 1),
        ("1", 0),
        ("2", 2),
    ]


def test_histogram_of_nobody():
    assert [(bar.label, bar.count) for bar in histogram([])] == [("0", 0)]


def test_wide_histogram_has_spans_and_loses_nobody():
    wide = histogram([*range(91), 90])

    assert [bar.label for bar in wide][:2] == ["0–9", "10–19"]
    assert [bar.label for bar in wide][-1] == "90–99"
    assert sum(bar.count for bar in wide) == 92


def test_histogram_just_narrow_enough():
    assert [bar.label for bar in histogram([25])][-1] == "25"
    assert [bar.label for bar in histogram([26])][-1] == "24–26"


def test_percent_of_nothing():
    assert percent(0, 0) == 0
