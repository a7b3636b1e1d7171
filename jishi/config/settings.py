"""Django's settings, derived from the JISHI_* variables alone (jishi/config/environment.py)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from jishi.config.databases import databases
from jishi.config.environment import read_environment
from jishi.config.home import prepare_home, secret_key
from jishi.config.logs import logging_to_stderr

JISHI = read_environment(os.environ)
prepare_home(JISHI.home)
JISHI_HOME = JISHI.home
_PACKAGE = Path(__file__).parent.parent

# --- Rooms -------------------------------------------------------------------------------
_OWN_APPS = [
    "jishi.kernel",
    "jishi.places",
    "jishi.audit",
    "jishi.access",
    "jishi.records",
    "jishi.records.people",
    "jishi.records.households",
    "jishi.records.duties",
    "jishi.records.activities",
    "jishi.records.matters",
    "jishi.records.assistance",
    "jishi.records.economy",
    "jishi.records.projects",
    "jishi.records.attachments",
    "jishi.desk",
    "jishi.indicators",
    "jishi.workbook",
    "jishi.pins",
    "jishi.reports",
    "jishi.countyforms",
    "jishi.draftcheck",
    "jishi.studio",
    "jishi.web",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    *_OWN_APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jishi.web.signedin.SignedInMiddleware",
    "jishi.web.errors.ErrorsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it answers for a locked sign-in
]
ROOT_URLCONF = "jishi.config.urls"
WSGI_APPLICATION = "jishi.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jishi.web.frame.frame",
            ],
        },
    },
]

# --- Ledger ------------------------------------------------------------------------------
DATABASES = databases(JISHI.database)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Language and time -------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [_PACKAGE / "locale"]
TIME_ZONE = JISHI.timezone
USE_TZ = True

# --- Files -------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = JISHI.home / "static"  # filled by `jishi serve`; an installed wheel may be read-only
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if JISHI.dev
        else "jishi.config.staticstorage.HashedStaticFiles"
    },
}
WHITENOISE_USE_FINDERS = JISHI.dev
WHITENOISE_AUTOREFRESH = JISHI.dev
MEDIA_ROOT = JISHI.home / "uploads"
FILE_UPLOAD_TEMP_DIR = JISHI.home / "uploads"  # a ledger on its way in has no place in /tmp

# The check of a workbook offers 500 cells to mend, each with what it was and what may be meant; a
# sheet's map asks about each of its columns.
#: Bytes that a request may bring: a file to import, and the form's other fields with the parts'
#: borders.
MAX_BODY = (JISHI.import_max_mb + 1) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4_000

# --- Signing in --------------------------------------------------------------------------
SECRET_KEY = secret_key(JISHI.home)
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "jishi.web.errors.csrf_failed"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
# Name and address together: an office shares one address, so one person's mistakes must not
# shut out the others, nor may a stranger shut out a person by name alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "jishi.config.lockout.locked"
AXES_DISABLE_ACCESS_LOG = True  # the trail tells of sign-ins; a second list would outlive it
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- The browser -------------------------------------------------------------------------
DEBUG = JISHI.dev
ALLOWED_HOSTS = list(JISHI.hosts)
_HOST_PREFIX = "__Host-" if JISHI.https else ""  # the browser itself then refuses a planted cookie
SESSION_COOKIE_NAME = f"{_HOST_PREFIX}jishi_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = JISHI.https
CSRF_COOKIE_NAME = f"{_HOST_PREFIX}jishi_csrf"
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the form
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = JISHI.https
SECURE_SSL_REDIRECT = JISHI.https
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if JISHI.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = JISHI.https
# Preloading binds a whole domain for good: its owner decides that, not this program.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = logging_to_stderr()
