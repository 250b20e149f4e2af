"""The bare peer: a minimal Django form of nine fields with session, user and CSRF, one transaction a save.

``python benchmarks/bare.py HOST:PORT`` serves it with the same server settings as ours on DATABASE_URL.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bare_settings")

import django


def main(bind: str) -> None:
    """Sets the table up and serves."""
    django.setup()
    from bare_site import Application, Entry
    from django.db import connection, connections
    from gunicorn.app.base import BaseApplication

    if Entry._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Entry)
    connections.close_all()

    class Server(BaseApplication):
        def load_config(self) -> None:
            wanted = {
                "bind": bind,
                "workers": 2,
                "worker_class": "gthread",
                "threads": 4,
                "loglevel": "warning",
            }
            for name, value in wanted.items():
                self.cfg.set(name, value)

        def load(self) -> object:
            return Application

    sys.argv = sys.argv[:1]
    Server().run()


if __name__ == "__main__":
    main(sys.argv[1])
