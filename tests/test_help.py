"""Help and complaints of wrong usage, in the language of the system."""

import re
import sys

import pytest
from typer.main import get_command

from matchmaker import cli
from matchmaker.help import meaning_of, parameters_of, term_of
from matchmaker.io.handouts import FORMATS
from matchmaker.text import languages, system_language, words

PROGRAM = get_command(cli.app)
COMMANDS = PROGRAM.commands
SAME = {"help.metavar.version", "help.metavar.base", "help.metavar.before", "help.metavar.after"}
SAME |= {"help.metavar.absent", "help.metavar.present"}
SAME |= {"help.metavar.source", "help.metavar.target", "help.metavar.force"}
"""Words that are the same in both languages."""


@pytest.fixture
def run(monkeypatch, capsys):
    """Run a command on a system of some language; give exit code, output and complaints."""

    def typed(language, *arguments):
        monkeypatch.setenv("LC_ALL", {"de": "de_DE.UTF-8", "en": "en_GB.UTF-8"}[language])
        monkeypatch.setattr(sys, "argv", ["matchmaker", *arguments])
        monkeypatch.setenv("COLUMNS", "300")
        with pytest.raises(SystemExit) as leaving:
            cli.main()
        printed = capsys.readouterr()
        return leaving.value.code, printed.out, printed.err

    return typed


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_every_parameter_is_for(language, command, run):
    say = words(language)
    arguments, options = parameters_of(COMMANDS[command])

    code, shown, _ = run(language, command, "--help")

    assert code == 0
    assert say(f"help.command.{command}") in shown
    assert [
        p.name for p in (*arguments, *options) if meaning_of(p, command, say) not in shown
    ] == []
    assert [p.name for p in (*arguments, *options) if term_of(p, say) not in shown] == []


@pytest.mark.parametrize("language", languages())
def test_help_names_every_command(language, run):
    code, shown, _ = run(language, "--help")

    assert code == 0
    assert re.findall(r"^  (\w+) ", shown, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("language", languages())
def test_program_without_a_command_shows_its_help(language, run):
    code, shown, _ = run(language)

    assert (code, words(language)("help.program") in shown) == (2, True)


def test_no_help_is_left_untranslated():
    english, german = words("en").entries, words("de").entries
    keys = {key for key in english if key.startswith("help.")}

    assert {key for key in keys if english[key] == german[key]} == SAME


def test_no_help_is_left_over():
    said = {key for key in words("en").entries if key.startswith("help.")}
    shown = {"help.parameter.help"} | {f"help.command.{command}" for command in COMMANDS}
    for name, command in {"program": PROGRAM, **COMMANDS}.items():
        for parameter in command.params:
            own = f"help.only.{name}.{parameter.name}"
            shown.add(own if own in said else f"help.parameter.{parameter.name}")
            if parameter.param_type_name == "argument" or not parameter.is_flag:
                shown.add(f"help.metavar.{parameter.name}")
    listed = re.compile(r"help\.(command|parameter|only|metavar)\.")

    assert {key for key in said if listed.match(key)} == shown


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("parameter", "bounds"),
    [("seconds", "1 86400"), ("seed", "0 2147483647"), ("workers", "1 512"), ("copies", "1 20")],
)
def test_help_names_the_bounds(language, parameter, bounds, run, tmp_path):
    command = "agendas" if parameter == "copies" else "plan"
    option = next(p.opts[0] for p in COMMANDS[command].params if p.name == parameter)
    least, most = map(int, bounds.split())

    said = words(language)(f"help.parameter.{parameter}")

    assert re.findall(r"\d+", said)[:2] == [str(least), str(most)]
    for beyond in (least - 1, most + 1):
        code, _, complaint = run(language, command, str(tmp_path), option, str(beyond))
        assert (code, said in complaint) == (2, True)
    for within in (least, most):
        _, _, complaint = run(language, command, str(tmp_path / "none"), option, str(within))
        assert "none" in complaint


@pytest.mark.parametrize("language", languages())
def test_help_names_every_format(language):
    said = words(language)("help.parameter.formats")

    assert [name for name in FORMATS if name not in said] == []


WRONG = [
    ((), "plan", "missing", {"name": "MESSE.xlsx"}),
    (("x", "--xyz"), "plan", "no_such_option", {"option": "--xyz"}),
    (
        ("x", "--abs"),
        "plan",
        "similar_option",
        {"option": "--abs", "suggestions": "--absent, --base"},
    ),
    (("x", "--time"), "plan", "needs_value", {"option": "--time"}),
    (("x", "--again=3"), "plan", "takes_no_value", {"option": "--again"}),
    (("x", "--time", "soon"), "plan", "bad_value", {"option": "--time"}),
    (("x", "--keep", "most"), "plan", "bad_value", {"option": "--keep"}),
    (("x", "--time", "5", "--time", "6"), "plan", "twice", {"option": "--time"}),
    (("x", "--hours", "9-12", "--hours=13-17"), "new", "twice", {"option": "--hours"}),
    (("x", "-o", "a", "--output", "b"), "plan", "twice", {"option": "--output"}),
    (("x", "y", "z"), "plan", "too_much", {"given": "y z"}),
    (("my", "fair.xlsx"), "check", "too_much", {"given": "fair.xlsx"}),
]


@pytest.mark.parametrize(("arguments", "command", "kind", "parameters"), WRONG)
def test_wrong_usage_is_said_in_german(arguments, command, kind, parameters, run):
    say = words("de")

    code, shown, complaint = run("de", command, *arguments)

    first, second = complaint.splitlines()
    assert (code, shown) == (2, "")
    sentence = say(f"help.wrong.{kind}", **{"meaning": "", **parameters})
    assert first.startswith(sentence.rstrip())
    assert second.endswith(say("help.wrong.help", path=f"matchmaker {command}").split(": ")[1])
    assert second.startswith("Hilfe: ")


@pytest.mark.parametrize(("arguments", "command", "kind", "parameters"), WRONG)
def test_wrong_usage_is_said_in_english(arguments, command, kind, parameters, run):
    code, _, complaint = run("en", command, *arguments)

    named = {**parameters, "name": "FAIR.xlsx", "meaning": ""}
    assert code == 2
    assert complaint.startswith(words("en")(f"help.wrong.{kind}", **named).rstrip())


@pytest.mark.parametrize("language", languages())
def test_unknown_command_names_those_there_are(language, run):
    code, _, complaint = run(language, "plam")

    said = words(language)("help.wrong.no_such_command", given="plam", all=", ".join(COMMANDS))
    assert (code, complaint.splitlines()[0]) == (2, said)


@pytest.mark.parametrize("language", languages())
def test_unknown_language_and_format_name_those_there_are(language, run):
    say = words(language)

    _, _, unknown_language = run(language, "status", "x", "--language", "fr")
    _, _, unknown_format = run(language, "agendas", "x", "--formats", "pdf,doc")

    known = {"value": "fr", "known": "de, en"}
    assert unknown_language.strip() == say("cli.not_one_of", option="--language", **known)
    known = {"value": "doc", "known": ", ".join(FORMATS)}
    assert unknown_format.strip() == say("cli.not_one_of", option="--formats", **known)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT"}, "de"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "de_CH.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "pl_PL.UTF-8"}, "en"),
    ],
)
def test_language_of_the_system(environment, language, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert system_language() == language


@pytest.mark.parametrize(("named", "language"), [("German_Germany", "de"), (None, "en")])
def test_language_of_windows(named, language, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: (named, "cp1252"))

    assert system_language() == language
