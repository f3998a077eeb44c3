"""`--help`, and what is said of wrong usage, in the language of the system.

typer speaks English only. The words of every command and option are in `text/*.toml` under `help`;
the classes here put them where typer would put its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from matchmaker.text import Words, system_language, words

USAGE = 2
WRONG_USAGE: type[Exception] = typer.BadParameter.__bases__[0]
"""What typer raises for any wrong usage; it has no public name."""
AnyCommand = Any
Context = Any
Mistake = Any
Parameter = Any
"""What else of typer has no public name that every version of it knows."""
TWO = frozenset(["--force"])
"""Options that take two words each time; typer gets them as one, with this between."""
BETWEEN = "\x1f"
ROW = (0, 2, 0, 2)
"""Space around what stands in a list of options: above, right, below, left."""


class Command(TyperCommand):
    """A command whose help and complaints are ours."""

    allow_extra_args = True  # so that we can complain of them ourselves

    def format_help(self, ctx: Context, formatter: object) -> None:  # noqa: ARG002 - as typer calls it
        """Show the help."""
        show_command(self, ctx.command_path, words(system_language()), Console())

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Context = None,
        **extra: object,
    ) -> Context:
        """Read what was typed."""
        path = f"{parent.command_path} {info_name}" if parent else str(info_name)
        with _complaints(self, path):
            context = super().make_context(info_name, [*_paired(args)], parent, **extra)
        if context.args:
            _complain("too_much", path, given=" ".join(context.args))
        return context

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Refuse an option that is given twice but counts once: typer would take the last."""
        _, _, given = self.make_parser(ctx).parse_args(args=list(args))
        options: Counter[Parameter] = Counter(p for p in given if p.param_type_name == "option")
        for option, count in options.items():
            if count > 1 and not option.multiple and not option.is_flag:
                _complain("twice", ctx.command_path, option=max(option.opts, key=len))
        return super().parse_args(ctx, args)


def _paired(args: Iterable[str]) -> Iterator[str]:
    """Join the two words after an option that takes two."""
    words_left = list(args)
    while words_left:
        word = words_left.pop(0)
        yield word
        is_pair = word in TWO and not any(each.startswith("-") for each in words_left[:2])
        if is_pair and words_left[1:]:
            yield BETWEEN.join((words_left.pop(0), words_left.pop(0)))


class Commands(TyperGroup):
    """The program as a whole: the same for all of its commands."""

    def format_help(self, ctx: Context, formatter: object) -> None:  # noqa: ARG002 - as typer calls it
        """Show the help."""
        show_program(self, ctx.command_path, words(system_language()), Console())

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Context = None,
        **extra: object,
    ) -> Context:
        """Read what was typed before the command."""
        if set(args) <= {"--"}:
            show_program(self, str(info_name), words(system_language()), Console())
            raise typer.Exit(USAGE)
        with _complaints(self, str(info_name)):
            return super().make_context(info_name, args, parent, **extra)

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, AnyCommand, list[str]]:
        """Find the command that was typed."""
        if args[0] not in self.commands:
            _complain("no_such_command", ctx.command_path, given=args[0], all=_all(self.commands))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Context) -> object:
        """Run the command."""
        with _complaints(self, ctx.command_path):
            return super().invoke(ctx)


def show_program(program: AnyCommand, path: str, say: Words, console: Console) -> None:
    """Show what the program does, and every command."""
    _show_usage(path, [say("help.command_word")], say("help.program"), say, console)
    rows = [(name, say(f"help.command.{name}")) for name in program.commands]
    _show_list(say("help.commands"), rows, console)
    options = parameters_of(program)[1]
    rows = [(term_of(option, say), meaning_of(option, "program", say)) for option in options]
    _show_list(say("help.options"), rows, console)
    console.print()
    console.print(Text(say("help.more", path=path)), soft_wrap=True)


def show_command(command: AnyCommand, path: str, say: Words, console: Console) -> None:
    """Show what a command does, what it takes and every option."""
    arguments, options = parameters_of(command)
    takes = [term_of(argument, say) for argument in arguments]
    told = say(f"help.command.{command.name}")
    _show_usage(path, [*takes, say("help.options_word")], told, say, console)
    for heading, parameters in (("arguments", arguments), ("options", options)):
        rows = [(term_of(p, say), meaning_of(p, command.name, say)) for p in parameters]
        _show_list(say(f"help.{heading}"), rows, console)


def parameters_of(command: AnyCommand) -> tuple[list[Parameter], list[Parameter]]:
    """Tell the arguments of a command, and its options with `--help` at their end."""
    known = command.get_params(command.context_class(command))
    arguments = [p for p in known if p.param_type_name == "argument"]
    return arguments, [p for p in known if p.param_type_name == "option"]


def term_of(parameter: Parameter, say: Words) -> str:
    """Say how a parameter is typed: `FAIR.xlsx`, `[VERSION]`, `-o, --output FOLDER`, `--again`."""
    if parameter.param_type_name == "argument":
        name = say(f"help.metavar.{parameter.name}")
        return name if parameter.required else f"[{name}]"
    typed = ", ".join(sorted(parameter.opts, key=len))
    return typed if parameter.is_flag else f"{typed} {say(f'help.metavar.{parameter.name}')}"


def meaning_of(parameter: Parameter, command: str, say: Words) -> str:
    """Say what a parameter is for; a few mean something else in one of the commands."""
    own = f"help.only.{command}.{parameter.name}"
    return say(own if own in say else f"help.parameter.{parameter.name}")


def _show_usage(path: str, takes: Sequence[str], told: str, say: Words, console: Console) -> None:
    console.print(Text(" ".join((say("help.usage"), path, *takes)), "bold"), soft_wrap=True)
    console.print()
    console.print(Text(told))


def _show_list(heading: str, rows: Iterable[tuple[str, str]], console: Console) -> None:
    table = Table(box=None, show_header=False, pad_edge=True, padding=ROW)
    for term, meaning in rows:
        table.add_row(Text(term, "cyan"), Text(meaning))
    if table.row_count:
        console.print()
        console.print(Text(heading, "bold"))
        console.print(table)


@contextmanager
def _complaints(command: AnyCommand, path: str) -> Iterator[None]:
    """Say in our words what typer finds wrong."""
    try:
        yield
    except WRONG_USAGE as error:
        kind, parameters = _kind_of(error, command)
        _complain(kind, path, **parameters)


def _kind_of(error: Mistake, command: AnyCommand) -> tuple[str, dict[str, str]]:
    """Tell what is wrong, and what it is said with."""
    say = words(system_language())
    parameter = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption" if error.possibilities:
            suggestions = _all(sorted(error.possibilities))
            return "similar_option", {"option": error.option_name, "suggestions": suggestions}
        case "NoSuchOption":
            return "no_such_option", {"option": error.option_name}
        case "BadOptionUsage":
            options = parameters_of(command)[1]
            is_flag = any(o.is_flag for o in options if error.option_name in o.opts)
            kind = "takes_no_value" if is_flag else "needs_value"
            return kind, {"option": error.option_name}
        case "MissingParameter" if parameter:
            meaning = meaning_of(parameter, command.name, say)
            return "missing", {"name": term_of(parameter, say), "meaning": meaning}
        case "BadParameter" if parameter:
            meaning = meaning_of(parameter, command.name, say)
            return "bad_value", {"option": max(parameter.opts, key=len), "meaning": meaning}
    return "other", {"message": error.format_message()}


def _all(names: Iterable[str]) -> str:
    return ", ".join(names)


def _complain(kind: str, path: str, **parameters: str) -> None:
    """Say what is wrong and where help is, and leave."""
    say, console = words(system_language()), Console(stderr=True)
    console.print(Text(say(f"help.wrong.{kind}", **parameters), "bold red"), soft_wrap=True)
    console.print(Text(say("help.wrong.help", path=path)), soft_wrap=True)
    raise typer.Exit(USAGE)
