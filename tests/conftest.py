"""Sets the stage: a data folder of the run's own, none of the settings of whoever runs it, quick hashing."""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("PINGXUAN_")]:
    del os.environ[name]
if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["PINGXUAN_DATA"] = tempfile.mkdtemp(prefix="px-test-")
atexit.register(shutil.rmtree, os.environ["PINGXUAN_DATA"], ignore_errors=True)

pytest_plugins = ["tests.databases"]


def pytest_configure() -> None:
    """Tests hash passwords quickly and ask for no collected static files; real servers do both as in use."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
