"""A PostgreSQL for one run: private, gone afterwards, and its command's exit code handed on."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools/with_postgresql.py"
LOOK = """
import os, sys, psycopg
connection = psycopg.connect(os.environ["DATABASE_URL"])
print(connection.execute("SHOW fsync").fetchone()[0], connection.execute("SHOW data_checksums").fetchone()[0])
print(connection.execute("SHOW unix_socket_directories").fetchone()[0])
sys.exit(7)
"""


@pytest.mark.parametrize(("switches", "fsync"), [([], "off"), (["--durable"], "on")])
def test_a_server_for_one_command(switches: list[str], fsync: str) -> None:
    command = [sys.executable, str(TOOL), *switches, sys.executable, "-c", LOOK]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seen, folder = done.stdout.splitlines()
    assert (done.returncode, seen, done.stderr) == (7, f"{fsync} on", "")
    assert not Path(folder).exists()
