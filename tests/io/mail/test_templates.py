"""The organiser's own words: what may stand in them, and what is said of what may not."""

import pytest

from matchmaker.io.mail.templates import BadTemplate, MailKind, read_templates
from matchmaker.text import languages, words

OF_FORMS = ("meetings", "until", "people")
VALUES = {name: f"<{name}>" for name in (*MailKind.CHANGED.placeholders, *OF_FORMS)}
GERMAN, ENGLISH = words("de"), words("en")


def template(folder, text, name="mail.de.txt", *, encoding="utf-8"):
    """Write a template and read it back."""
    (folder / name).write_bytes(text.encode(encoding))
    return read_templates(folder).get(MailKind(name.split(".")[0]), GERMAN)


def fault(folder, text, name="mail.de.txt", **fields):
    """Write a template that is wrong, and tell how."""
    with pytest.raises(BadTemplate) as raised:
        template(folder, text, name, **fields)
    assert raised.value.parameters["file"] == folder / name
    for say in (GERMAN, ENGLISH):
        assert str(folder / name) in say(
            f"mail.fault.{raised.value.code}", **raised.value.parameters
        )
    return raised.value.code, raised.value.parameters


def test_template_of_the_organiser(tmp_path):
    own = template(tmp_path, "Betreff: Hallo {name}\n\nLiebe/r {first_name},\n{agenda}\n")

    assert own.fill(VALUES) == ("Hallo <name>", "Liebe/r <first_name>,\n<agenda>\n")


def test_template_of_one_language_leaves_the_others(tmp_path):
    template(tmp_path, "Betreff: Hallo\n\nText")

    templates = read_templates(tmp_path)

    assert templates.get(MailKind.FIRST, ENGLISH).subject == "Your agenda for {event}"
    assert (
        templates.get(MailKind.CHANGED, GERMAN).subject == "Änderungen in Ihrer Agenda für {event}"
    )


@pytest.mark.parametrize("kind", MailKind)
@pytest.mark.parametrize("language", languages())
def test_our_own_templates_are_ones_that_an_organiser_could_have_written(tmp_path, kind, language):
    ours = read_templates(tmp_path / "missing").get(kind, words(language))

    path = tmp_path / f"{kind}.{language}.txt"
    path.write_text(f"Subject: {ours.subject}\n{ours.text}", encoding="utf-8")

    assert read_templates(tmp_path).get(kind, words(language)).fill(VALUES) == ours.fill(VALUES)


@pytest.mark.parametrize("first", ["Subject: A", "subject:A", "BETREFF :  A", "\n\nBetreff: A  "])
def test_first_line_is_the_subject(tmp_path, first):
    assert template(tmp_path, f"{first}\nText").fill(VALUES) == ("A", "Text\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_from_any_editor(tmp_path, encoding, end):
    own = template(tmp_path, f"Betreff: Grüße{end}{end}Schöne{end}Grüße", encoding=encoding)

    assert own.fill(VALUES) == ("Grüße", "Schöne\nGrüße\n")


def test_empty_paragraph_leaves_no_gap(tmp_path):
    own = template(tmp_path, "Betreff: A\n\nEins\n\n{calendar}\n\nZwei")

    assert own.fill(VALUES | {"calendar": ""})[1] == "Eins\n\nZwei\n"


def test_doubled_brace_is_a_brace(tmp_path):
    assert template(tmp_path, "Betreff: A\n{{x}} {name}").fill(VALUES)[1] == "{x} <name>\n"


def test_braces_in_a_name_are_not_placeholders(tmp_path):
    own = template(tmp_path, "Betreff: A\n{name}")

    assert own.fill(VALUES | {"name": "{event} {x"})[1] == "{event} {x\n"


@pytest.mark.parametrize(
    "asked", ["nome", "", "0", "name.__class__", "name[0]", "name!r", "name:>9", "changes"]
)
def test_unknown_placeholder(tmp_path, asked):
    code, parameters = fault(tmp_path, f"Betreff: A\n\nB {{{asked}}}")

    assert (code, parameters["placeholder"], parameters["line"]) == (
        "unknown_placeholder",
        asked,
        3,
    )
    assert "{first_name}" in parameters["known"]


@pytest.mark.parametrize("line", ["{name", "name}", "{na\nme}"])
def test_brace_without_its_other_half(tmp_path, line):
    code, parameters = fault(tmp_path, f"Betreff: A\n{line}")

    assert (code, parameters["line"]) == ("bad_brace", 2)


@pytest.mark.parametrize("text", ["", "\n", "Hallo {name}\n\nText", "Subject:  \nText", "Re: A\nB"])
def test_no_subject(tmp_path, text):
    assert fault(tmp_path, text)[0] == "no_subject"


@pytest.mark.parametrize("text", ["Betreff: A", "Betreff: A\n \n"])
def test_no_text(tmp_path, text):
    assert fault(tmp_path, text)[0] == "no_text"


def test_mail_about_changes_says_what_changed(tmp_path):
    name = "mail-changes.de.txt"

    assert fault(tmp_path, "Betreff: A\nB {name}", name)[0] == "no_changes"
    assert template(tmp_path, "Betreff: A\nB {changes}", name).text == "B {changes}"


def test_not_a_text(tmp_path):
    assert fault(tmp_path, "Betreff: A\nB", encoding="utf-16")[0] == "cannot_read"


def test_template_that_is_no_file_or_too_long_is_told(tmp_path):
    (tmp_path / "mail.en.txt").mkdir()

    with pytest.raises(BadTemplate) as raised:
        read_templates(tmp_path)

    assert raised.value.code == "cannot_read"
    assert fault(tmp_path, "Betreff: A\n" + "a" * 1_000_000)[0] == "cannot_read"
