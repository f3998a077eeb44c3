"""What the page says: nothing of commands and their options, which it has its own ways for."""

import ast
import re
from pathlib import Path

import pytest

import matchmaker
from matchmaker.text import languages, words
from matchmaker.web.speaking import spoken

PACKAGE = Path(matchmaker.__file__).parent
COMMAND = re.compile(
    r"(?<![\w-])--?[a-z]\w*|matchmaker (plan|new|check|status|publish|agendas|why)\b"
)
ON_THE_PAGE = ("advice.", "answer", "effect.", "issue.", "rule.", "summary.", "suggest.", "web.")
NO_COMMAND = {
    "issue.calendar_ours",  # meetings that "matchmaker planned"
    "advice.no_plans_there",  # calendars of an event that was planned elsewhere
    "rule.forced_meet",  # nobody is forced on the page
}


def said_of_refusals():
    """Every sentence that says why a use case, or the disk, does not go on."""
    texts = [PACKAGE / "workflow" / "refusing.py", PACKAGE / "system.py"]
    nodes = [node for path in texts for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    literals = {node.value for node in nodes if isinstance(node, ast.Constant)}
    known = words("en").entries
    damaged = {key for key in known if re.match(r"cli\.(plan|publication)_", key)}
    return ({key for key in literals if key in known} | damaged) - {
        "cli.unforced_in_time",
        "mail.nothing_to_attach",  # `matchmaker mail` alone says it
        "cli.nothing_told",  # and this `matchmaker feedback`
    }


@pytest.mark.parametrize("language", languages())
def test_page_speaks_of_no_command(language):
    say = spoken(language)
    keys = {key for key in say.entries if key.startswith(ON_THE_PAGE)} | said_of_refusals()

    found = {key for key in keys if COMMAND.search(say.entries[key][0])}

    assert "cli.disk_full" in keys
    assert found - NO_COMMAND == set()


@pytest.mark.parametrize("language", languages())
def test_what_is_said_instead_has_a_sentence_and_names_the_same(language):
    said = words(language)
    own = [key for key in said.entries if key.startswith("web.instead.")]

    for key in own:
        other = said.entries[key.removeprefix("web.instead.")][0]
        named = set(re.findall(r"{(\w+)}", said.entries[key][0]))
        assert named <= set(re.findall(r"{(\w+)}", other)), key


def test_command_line_keeps_its_own_sentences():
    assert "-o" in words("en")("cli.disk_full")
