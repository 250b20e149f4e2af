"""The form of our commands: Chinese usage and errors, the framework's own switches out of sight."""

import argparse
import re
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser

MISTAKES = (
    (r"the following arguments are required: (.*)", "缺少 {0}。"),
    (r"unrecognized arguments: (.*)", "不认识 {0}。"),
    (r"argument (.*): expected one argument", "{0} 后面要写一个值。"),
    (r"argument (.*): expected at least one argument", "{0} 后面至少要写一个值。"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", "{0} 不能是 {1}，可以是 {2}。"),
    (r"argument (.*): invalid .* value: (.*)", "{0} 的值 {1} 不对。"),
    (r"argument (.*): not allowed with argument (.*)", "{0} 和 {1} 不能同时写。"),
    (r"argument .*: (.*。)", "{0}"),
    (r"one of the arguments (.*) is required", "{0} 必须写其中一个。"),
)
HIDDEN = (
    "--version",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
    "--skip-checks",
)


def in_chinese(message: str) -> str:
    """The usage mistake argparse found, as a Chinese sentence; what is not known stays as it is."""
    for pattern, sentence in MISTAKES:
        if found := re.fullmatch(pattern, message):
            return sentence.format(*found.groups())
    return message


class Usage(argparse.RawDescriptionHelpFormatter):
    """Help with a Chinese beginning."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(CommandParser):
    """Says in Chinese what is wrong with the usage, and ends with 2."""

    def error(self, message: str) -> NoReturn:
        if not self.called_from_command_line:
            super().error(message)
        self.print_usage(sys.stderr)
        print(in_chinese(message), file=sys.stderr)
        raise SystemExit(2)


class PingxuanCommand(BaseCommand):
    """A command of ours: ``help`` is one Chinese sentence, results go to stdout, words to stderr."""

    requires_system_checks = ()
    suppressed_base_arguments = set(HIDDEN)  # noqa: RUF012 -- declared so by Django

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """The parser of this command, with the framework's switches kept but not shown."""
        parser = Parser(
            prog=f"{prog_name} {subcommand}",
            description=self.help,
            formatter_class=Usage,
            add_help=False,
            called_from_command_line=getattr(self, "_called_from_command_line", False),
            **kwargs,
        )
        parser._optionals.title = "选项"  # noqa: SLF001 -- argparse has no other door to this heading
        parser._positionals.title = "参数"  # noqa: SLF001
        parser.add_argument("-h", "--help", action="help", help="显示这份说明")
        self._add_framework_switches(parser)
        self.add_arguments(parser)
        return parser

    def _add_framework_switches(self, parser: CommandParser) -> None:
        self.add_base_argument(parser, "-v", "--verbosity", default=1, type=int, choices=[0, 1, 2, 3])
        for name in ("--settings", "--pythonpath"):
            self.add_base_argument(parser, name)
        for name in ("--traceback", "--no-color", "--force-color", "--skip-checks"):
            self.add_base_argument(parser, name, action="store_true")

    def usage(self, text: str) -> NoReturn:
        """Ends with 2: the arguments do not go together, ``text`` says how."""
        print(text, file=sys.stderr)
        raise SystemExit(2)

    def say(self, text: str) -> None:
        """A sentence to the person at the terminal."""
        self.stderr.write(text, self.style.NOTICE if self.stderr.isatty() else None)
