"""Wiring: what is switched on and where things are kept. Nobody imports this; use django.conf.settings.

Every variable an operator may set is listed in docs/reference/settings.md.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from tsunagu.base.engines import database_config
from tsunagu.base.wiring import storage_config
from tsunagu.vault.keys import django_secret, find_or_make_keys

env: Any = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("TSUNAGU_VAR", str(BASE_DIR / "var")))

# Embedded: no DATABASE_URL, everything below var/, the demo on first start.
EMBEDDED = not env.str("DATABASE_URL", "")
DEMO = env.bool("TSUNAGU_DEMO", EMBEDDED)
DEBUG = env.bool("TSUNAGU_DEBUG", False)

DATABASES: dict[str, Any] = {
    "default": database_config(env.str("DATABASE_URL", "") or f"sqlite:///{VAR_DIR / 'tsunagu.sqlite3'}")
}
STORAGES = storage_config(env.str("FILES_URL", "") or f"file://{VAR_DIR / 'files'}")
EMAIL_URL = env.str("EMAIL_URL", "")
EMAIL_BACKEND = "tsunagu.mail.backend.OutboxBackend"
DEFAULT_FROM_EMAIL = env.str("TSUNAGU_FROM", "つなぐ <no-reply@tsunagu.example>")

TSUNAGU_KEYS = find_or_make_keys(env.str("TSUNAGU_KEYS", ""), VAR_DIR, may_make=EMBEDDED)
SECRET_KEY = django_secret(TSUNAGU_KEYS)

ALLOWED_HOSTS = env.list("TSUNAGU_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"])
CSRF_FAILURE_VIEW = "tsunagu.doors.errors.form_expired"
CSRF_TRUSTED_ORIGINS = env.list("TSUNAGU_ORIGINS", default=[])
SITE_URL = env.str("TSUNAGU_SITE", f"http://localhost:{env.str('PORT', '8000')}")
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "tsunagu.base",
    "tsunagu.journal",
    "tsunagu.upkeep",
    "tsunagu.vault",
    "tsunagu.mail",
    "tsunagu.accounts",
    "tsunagu.questionnaires",
    "tsunagu.seasons",
    "tsunagu.specialists",
    "tsunagu.partners",
    "tsunagu.companies",
    "tsunagu.toolkit",
    "tsunagu.events",
    "tsunagu.directory",
    "tsunagu.consultations",
    "tsunagu.matching",
    "tsunagu.guidance",
    "tsunagu.demo",
    "tsunagu.doors",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tsunagu.doors.gate.PrivateAnswersMiddleware",
    "tsunagu.doors.api.frame.ApiAnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "tsunagu.doors.gate.GateMiddleware",
    "tsunagu.doors.flood.FloodMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tsunagu.doors.frame.page_frame",
            ],
        },
    }
]

# Japanese only, JST only (docs/adr/0003).
LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True
LANGUAGES = [("ja", "日本語")]

STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path] = []
STATIC_ROOT = None  # nothing to collect: whitenoise finds the files in the rooms at start-up
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# Several processes and machines share limits and verification codes: never a local-memory cache.
# Room enough that a flood of strangers does not push the counters of limits out (Django's default is 300).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "upkeep_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

# People and sign-in (allauth)
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "tsunagu.doors.sign_in.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {"signup": "tsunagu.doors.account.sign_up.SignUpForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser that signed up
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # letters wait for the worker, then for the person
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "【つなぐ】"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    name: f"tsunagu.doors.account.passkeys.{form}"
    for name, form in {
        "add_webauthn": "AddPasskeyForm",
        "edit_webauthn": "RenamePasskeyForm",
        "login_webauthn": "SignInByPasskeyForm",
        "authenticate_webauthn": "ConfirmByPasskeyForm",
        "reauthenticate_webauthn": "ProveByPasskeyForm",
    }.items()
}
MFA_TOTP_ISSUER = "つなぐ"
MFA_ADAPTER = "tsunagu.doors.sign_in.MfaAdapter"
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/home"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# Cookies and headers
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
BEHIND_PROXY = env.bool("TSUNAGU_BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0  # limits count the last address the proxy itself wrote
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FORM_RENDERER = "tsunagu.doors.rendering.PartsRenderer"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
