"""The settings of the site, from the environment; docs/settings.md lists what an operator may set."""

import os

from django.core.exceptions import ImproperlyConfigured

from config import sqlite
from config.databases import database
from config.environment import BadSetting, read_environment
from config.logs import logging_settings
from config.secret_files import BadSecret, all_differ

SQLITE_VERSION = sqlite.adopt_bundled_build()
try:
    ENVIRONMENT = read_environment(os.environ)
    DATABASES = {"default": database(ENVIRONMENT, SQLITE_VERSION)}
    PINGXUAN_DATA = ENVIRONMENT.data
    PINGXUAN_SECRETS = PINGXUAN_DATA / "secrets"
    _secrets = all_differ(PINGXUAN_SECRETS, ("pages", "codes"))
except (BadSetting, BadSecret, sqlite.UnsafeJournal) as error:
    raise ImproperlyConfigured(str(error)) from None

# --- the house ---
PINGXUAN_MODE = ENVIRONMENT.mode
PINGXUAN_DEMO = ENVIRONMENT.mode == "demo"  # every page of a demo says so
PINGXUAN_URL = ENVIRONMENT.site_url  # links in mails start with it, never with the Host a caller sent
PINGXUAN_FILES = PINGXUAN_DATA / "files"
PINGXUAN_CODES_KEY = _secrets["codes"]
SECRET_KEY = _secrets["pages"]
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "pingxuan",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "pingxuan.web.guarding.refuse_floods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pingxuan.web.guarding.end_old_sessions",
    "pingxuan.web.asking.know_who_asks",
    "pingxuan.web.guarding.ClosedUnlessOpened",
    "pingxuan.web.guarding.keep_private",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pingxuan.web.context.shell",
            ],
        },
    },
]

# --- language and time ---
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- static files ---
STATIC_URL = "/static/"
STATIC_ROOT = PINGXUAN_DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = ""  # nothing is served from a folder: files go out through views that ask who may see them

# --- who is who ---
AUTH_USER_MODEL = "pingxuan.Account"
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATION + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": _VALIDATION + "CommonPasswordValidator"},
    {"NAME": _VALIDATION + "NumericPasswordValidator"},
    {"NAME": _VALIDATION + "UserAttributeSimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = 30 * 60

# --- sessions and cookies ---
PINGXUAN_IDLE_SECONDS = 30 * 60
PINGXUAN_LONGEST_SECONDS = 8 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = PINGXUAN_LONGEST_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-s" if ENVIRONMENT.tls else "pingxuan_s"
CSRF_COOKIE_NAME = "__Host-c" if ENVIRONMENT.tls else "pingxuan_c"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.tls
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pingxuan.web.errors.page_too_old"
MESSAGE_STORAGE = "pingxuan.web.next_page.NextPage"

# --- what browsers are told ---
SECURE_SSL_REDIRECT = ENVIRONMENT.tls
SECURE_HSTS_SECONDS = 365 * 86400 if ENVIRONMENT.tls else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.tls
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    },
}

# --- what may be sent in ---
PINGXUAN_UPLOAD_BYTES = 20 * 1024 * 1024
PINGXUAN_REQUEST_BYTES = 10 * PINGXUAN_UPLOAD_BYTES
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 60
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# --- mail and logs ---
EMAIL_HOST = os.environ.get("PINGXUAN_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("PINGXUAN_SMTP_PORT", "465"))
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = PINGXUAN_DATA / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("PINGXUAN_MAIL_FROM", "pingxuan@example.invalid")
LOGGING = logging_settings()
