import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.io.package.characters import BROKEN, on_one_line, printable, shortened, units


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f\ng", "a\nb\nc\nd\ne\nf\ng"),
        ("\x00\x1b\x7f\x9b\ud83d\ude00\ufdd0\ufffe\U0010ffffa\tb", "a\tb"),
        ("Łódź 😀 \ue000 \u200d", "Łódź 😀 \ue000 \u200d"),
    ],
)
def test_printable(written, said):
    assert printable(written) == said


def test_broken_are_all_characters_that_xml_excludes_or_unicode_assigns_to_nobody():
    broken = re.compile(f"[{BROKEN}]")
    spaces = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"

    for code in range(sys.maxunicode + 1):
        is_control = code < 0x20 or 0x7F <= code < 0xA0
        is_nobody = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0
        expected = (is_control and chr(code) not in spaces) or is_nobody or 0xD800 <= code < 0xE000
        assert bool(broken.match(chr(code))) == expected, hex(code)


@given(st.text())
def test_on_one_line_has_no_line_and_no_double_space(text):
    line = on_one_line(text)

    assert len(line.splitlines()) <= 1
    assert "  " not in line


@given(st.text(), st.integers(1, 20))
def test_shortened_text_fits_and_begins_as_the_text(text, most):
    short = shortened(text, most)

    assert units(short) == len(short.encode("utf-16-le", "surrogatepass")) // 2 <= most
    assert (short == text) == (units(text) <= most)
    assert short == text or (short[-1] == "…" and text.startswith(short[:-1]))
    assert units(text) <= most or units(short) >= most - 1
