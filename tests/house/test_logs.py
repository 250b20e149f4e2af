"""Logs are JSON lines that say where and what, and never whose."""

import json
import logging
import sys

from config.logs import JsonLines, logging_settings

PHONE = "13800001234"


def written(record: logging.LogRecord) -> dict[str, object]:
    """The record as it goes to the log, read back."""
    text = JsonLines().format(record)
    assert "\n" not in text
    line: dict[str, object] = json.loads(text)
    return line


def test_a_line_says_when_what_and_where() -> None:
    record = logging.LogRecord("pingxuan.mail", logging.WARNING, "x.py", 1, "收取 %d 封", (3,), None)
    record.created = 0.5
    assert written(record) == {
        "time": "1970-01-01T00:00:00.500+00:00",
        "level": "WARNING",
        "source": "pingxuan.mail",
        "message": "收取 3 封",
    }


def test_an_error_keeps_its_values_to_itself() -> None:
    try:
        int(f"Key (phone)=({PHONE}) already exists.")
    except ValueError:
        record = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, "出错", None, sys.exc_info())
    line = written(record)
    assert line["error"] == "ValueError"
    assert str(line["at"]).count("test_an_error_keeps_its_values_to_itself") == 1
    assert PHONE not in json.dumps(line)


def test_statements_are_never_logged() -> None:
    loggers = logging_settings()["loggers"]
    assert isinstance(loggers, dict)
    assert loggers["django.db.backends"] == {"handlers": [], "level": "WARNING", "propagate": False}
