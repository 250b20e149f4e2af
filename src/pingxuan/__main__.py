"""``python -m pingxuan COMMAND``: the console script without an installed script."""

import sys

from pingxuan.management.main import main

sys.exit(main())
