"""Sets the stage: a data folder of the run's own, none of the settings of whoever runs it, quick hashing."""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

for name in [name for name in os.environ if name.startswith("PINGXUAN_")]:
    del os.environ[name]
if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
    os.environ.pop("DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["PINGXUAN_DATA"] = tempfile.mkdtemp(prefix="px-test-")
atexit.register(shutil.rmtree, os.environ["PINGXUAN_DATA"], ignore_errors=True)

pytest_plugins = ["tests.databases"]

settings.register_profile("check", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("trust", max_examples=2_500, deadline=None, print_blob=True)
settings.load_profile("check")


def pytest_configure() -> None:
    """Tests hash passwords quickly and ask for no collected static files; real servers do both as in use."""
    from django.conf import settings as site

    site.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    site.STORAGES = {
        **site.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    site.MIDDLEWARE = [name for name in site.MIDDLEWARE if "whitenoise" not in name]
