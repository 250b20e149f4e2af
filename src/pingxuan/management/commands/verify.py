"""pingxuan verify: checks an archive with the very file that lies inside every archive."""

import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from pingxuan.management.command import PingxuanCommand


class Command(PingxuanCommand):
    """Runs the stand-alone verifier; nothing of ours is asked."""

    help = "核对一份存档：重算每一步的总根、内容、数据、名额、时限和公示名单"

    def add_arguments(self, parser: CommandParser) -> None:
        """The archive."""
        parser.add_argument("archive", type=Path, help="存档 zip 文件，或解开后的文件夹")

    def handle(self, *, archive: Path, **_: Any) -> None:
        """Ends with the verifier's own exit code: 0 sound, 1 not."""
        with as_file(files("pingxuan").joinpath("verifier", "verify.py")) as verifier:
            done = subprocess.run([sys.executable, "-I", verifier, archive], check=False)
        if done.returncode:
            raise SystemExit(done.returncode)
