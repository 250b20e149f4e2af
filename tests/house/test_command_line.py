"""The console script speaks Chinese, keeps its exit codes and never shows a traceback for a wrong word."""

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError

from pingxuan.core.finding import Finding, Refused
from pingxuan.management.command import in_chinese
from pingxuan.management.commands.doctor import Command as Doctor
from pingxuan.management.main import main, our_commands
from tests.databases import Database

USAGE = {
    "an unknown command": (["serv"], "没有“serv”这条命令。您要的是不是 serve？\n"),
    "nothing like it": (["xyzzy"], "没有“xyzzy”这条命令。运行 pingxuan --help 查看全部命令。\n"),
    "an unknown switch": (["doctor", "--fix"], "不认识 --fix。\n"),
    "a missing value": (["serve", "--workers"], "--workers 后面要写一个值。\n"),
    "a wrong address": (["serve", "--bind", "8000"], "监听地址“8000”不对，请写成 127.0.0.1:8000 这样。\n"),
    "too many processes": (["serve", "--workers", "65"], "进程数“65”不对，请写 1 到 64。\n"),
    "half a certificate": (["serve", "--certfile", "a.pem"], "--certfile 和 --keyfile 要同时给出。\n"),
}


@pytest.mark.parametrize(("arguments", "sentence"), USAGE.values(), ids=USAGE)
def test_wrong_usage_ends_with_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, err.endswith(sentence)) == ("", True), err


def test_no_word_at_all_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("用法：pingxuan 命令")


@pytest.mark.parametrize("name", our_commands())
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name.replace("_", "-"), "--help"]) == 0
    out, err = capsys.readouterr()
    assert (out.splitlines()[0].startswith(f"用法：pingxuan {name}"), err) == (True, "")
    assert "--settings" not in out


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    listed = [line.split()[0].replace("-", "_") for line in capsys.readouterr().out.splitlines()[2:-2]]
    assert listed == our_commands()


ENDINGS = {
    "refused": (Refused(Finding("x", "名额已满。")), "名额已满。\n"),
    "tables missing": (OperationalError("no such table: x"), "数据库还没有建好或版本较旧，"),
    "no database": (OperationalError("connection refused"), "数据库现在不能用：connection refused。"),
    "a command's own error": (CommandError("文件不存在。"), "文件不存在。\n"),
    "interrupted": (KeyboardInterrupt(), "已中断。\n"),
}


@pytest.mark.parametrize(("raised", "sentence"), ENDINGS.values(), ids=ENDINGS)
def test_what_goes_wrong_ends_with_1_and_a_sentence(
    raised: BaseException, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def handle(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(Doctor, "handle", handle)
    assert main(["doctor"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.removeprefix("CommandError: ").startswith(sentence)) == ("", True), err


MISTAKES = {
    "the following arguments are required: FILE": "缺少 FILE。",
    "argument --until: invalid choice: 'x' (choose from 'open', 'check')": "--until 不能是 'x'，可以是 'open', 'check'。",
    "argument --times: invalid int value: 'x'": "--times 的值 'x' 不对。",
    "argument --json: not allowed with argument --definition": "--json 和 --definition 不能同时写。",
    "one of the arguments --a --b is required": "--a --b 必须写其中一个。",
    "something new": "something new",
}


@pytest.mark.parametrize(("english", "chinese"), MISTAKES.items())
def test_the_parsers_mistakes_in_chinese(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


def test_the_module_runs_too(fresh_database: Database) -> None:
    done = fresh_database.run("--help")
    assert (done.returncode, done.stderr, done.stdout.startswith("用法：pingxuan 命令")) == (0, "", True)
