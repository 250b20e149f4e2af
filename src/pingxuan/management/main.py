"""The console script: ``pingxuan COMMAND`` in Chinese, ending with 0 done, 1 refused or 2 usage."""

import difflib
import os
import pkgutil
import sys
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError

from pingxuan.core.finding import Refused
from pingxuan.management import commands

DONE, REFUSED, USAGE = 0, 1, 2
MISSING_TABLES = ("no such table", "does not exist", "no such column")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        return _run(given)
    except Refused as refused:
        for finding in refused.findings:
            print(finding.text, file=sys.stderr)
    except ImproperlyConfigured as error:
        print(f"设置有误：{error}", file=sys.stderr)
    except (OperationalError, ProgrammingError) as error:
        print(_about_database(str(error)), file=sys.stderr)
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # the reader closed first, as head does
        return DONE
    return REFUSED


def usage() -> str:
    """The list of our own commands, each with its sentence."""
    lines = [
        f"  {name.replace('_', '-'):<14} {load_command_class('pingxuan', name).help}"
        for name in our_commands()
    ]
    return "\n".join(["用法：pingxuan 命令 [选项]", "", *lines, "", "每条命令的用法：pingxuan 命令 --help"])


def our_commands() -> list[str]:
    """Names of the commands this product brings, as their modules are called."""
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def _run(given: list[str]) -> int:
    import django

    django.setup()
    if not given or given[0] in ("-h", "--help", "help"):
        print(usage(), file=sys.stdout if given else sys.stderr)
        return DONE if given else USAGE
    command = _find(given[0])
    if command is None:
        return USAGE
    try:
        command.run_from_argv(["pingxuan", *given])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else DONE if ended.code is None else REFUSED
    return DONE


def _find(name: str) -> BaseCommand | None:
    known = get_commands()
    found = name if name in known else name.replace("-", "_")
    if found in known:
        app = known[found]
        return app if isinstance(app, BaseCommand) else load_command_class(app, found)
    near = difflib.get_close_matches(name, [known.replace("_", "-") for known in our_commands()], 1)
    hint = f"您要的是不是 {near[0]}？" if near else "运行 pingxuan --help 查看全部命令。"
    print(f"没有“{name}”这条命令。{hint}", file=sys.stderr)
    return None


def _about_database(message: str) -> str:
    if any(sign in message for sign in MISSING_TABLES):
        return "数据库还没有建好或版本较旧，请先备份，再运行 pingxuan migrate。"
    return f"数据库现在不能用：{message.strip()}。请检查 DATABASE_URL、磁盘空间和数据库是否已启动。"
