"""One settings file; what differs between places comes from the environment (see `.env.example`)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR") or BASE_DIR / "var")

DEBUG = env.flag("DEBUG")
SHOW_PARTS = env.flag("SHOW_PARTS")
DEMO = env.flag("DEMO")
# Time is told and many actions stand in one transaction: in a demo and in tests (`audit.telling`).
IS_STORY = DEMO
SECRET_KEY = env.text("SECRET_KEY") or "only-for-commands-that-serve-nobody" * 2
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1] testserver")
SITE_URL = env.text("SITE_URL", "http://127.0.0.1:8000")
HTTPS = env.flag("HTTPS")
# Who may say in X-Forwarded-For and X-Forwarded-Proto whom they speak for: our own reverse proxy, and nobody unless named.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")

APPS = [
    "jobs",
    "places",
    "audit",
    "doors",
    "publishing",
    "people",
    "notices",
    "documents",
    "ledger",
    "funds",
    "plans",
    "programmes",
    "requests",
    "approvals",
    "grants",
    "privacy",
    "desk",
    "api",
    "portal",
    "demo",
]
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_fsm",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "config.apps.RootConfig",
    *APPS,
]

MIDDLEWARE = [
    "config.front.Visitor",
    "config.front.AccessLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.CompressedPages",
    "config.middleware.ContentSecurityPolicy",
    "config.keeping.Keeping",
    "config.direction.StraightLines",
    "api.refusing.TellsPrograms",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.ThaiFirst",
    "config.front.BodyLimits",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.giving_back.GivingBack",
    "people.middleware.ActorMiddleware",
    "config.watching.Watching",
    "config.middleware.Refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "people.context.actor",
            ],
            "builtins": [
                "config.templatetags.names",
                "config.templatetags.parts",
                "config.templatetags.seams",
                "config.templatetags.thunklang",
                "config.templatetags.typed",
                "config.templatetags.verbs",
                "config.templatetags.words",
            ],
        },
    }
]
FORM_RENDERER = "people.asking.Asking"

# The owner migrates, the application serves, the signer signs checkpoints: three roles, one choice a process.
DB_ROLE = env.text("DB_ROLE", "app")
_ADDRESSES = {"app": "DATABASE_URL", "owner": "OWNER_DATABASE_URL", "signer": "SIGNER_DATABASE_URL"}
_ADDRESS = _ADDRESSES[DB_ROLE]
DATABASES = {"default": env.database(_ADDRESS) if env.text(_ADDRESS) else {"ENGINE": "django.db.backends.dummy"}}
DATABASE_ROLES = {role: env.database(name)["USER"] for role, name in _ADDRESSES.items() if env.text(name)}
OWNER_DATABASE = env.database("OWNER_DATABASE_URL") if env.text("OWNER_DATABASE_URL") else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            "OPTIONS": {"MAX_ENTRIES": 50_000},  # nodes of proofs live there: one for each 256 events
        }
    )
}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["people.backends.WithSeats"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},  # NIST SP 800-63B and OWASP ASVS 2.1.1: length, no rules about kinds of signs
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "people.passwords.NotGuessable"},
    {"NAME": "people.passwords.NotTooLong"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "people.adapters.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # the library would put the Host of the request there
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an address that nobody has is told nothing
# Passwords are limited by `people.sign_in`; an address alone says nothing, a whole office shares one. What is left here:
# the second factor and the own password again, by person, and letters to one address.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/300s/key",
    "reset_password": "3/h/key",
    "reset_password_from_key": None,
    "signup": None,
}
MFA_ADAPTER = "people.factors.Factors"
# A passkey comes beside the password, not in its place. Printed codes have a page of our own (`people.sheets`).
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_TOTP_ISSUER = "ทุนกลาง"
MFA_FORMS = {
    "authenticate": "people.code_forms.Authenticate",
    "reauthenticate": "people.code_forms.Reauthenticate",
    "activate_totp": "people.code_forms.ActivateTOTP",
}
# Secrets of second factors rest encrypted: the first key seals, all of them open (`people.sealing`).
FACTOR_KEYS = env.words("FACTOR_KEYS", "only-for-commands-that-serve-nobody00000000")
# Who vouches for persons from outside: ThaiD, an agency's own (`people.outside`). Of the number of a card only a digest
# under PID_KEY is kept; with another key nobody is found again, so it is never changed.
OIDC_PROVIDERS = {name: env.provider(name) for name in env.words("OIDC_PROVIDERS")}
PID_KEY = env.text("PID_KEY", "only-for-commands-that-serve-nobody")
REQUIRE_MFA = env.flag("REQUIRE_MFA", default=not DEMO)
# The second factor of the demo's people, which `make run` prints. Everybody can read it here, so it opens nothing elsewhere.
PRINTED_SEED = "ORUHK3TLNRQW4ZZ2EBTG64RAMRSW233T"
PRINTED_SEED_OPENS = DEMO
# Who sits in a seat of money or oversight is signed out after so long without doing anything.
IDLE_MINUTES = env.number("IDLE_MINUTES", 30)

LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / app / "locale" for app in ["config", "thai", *APPS]]
TIME_ZONE = "Asia/Bangkok"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.styles.JoinedStyle",
    "config.faces.Faces",
]
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.styles.Statics"},
}

EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "thunklang@localhost")

# Uploads are limited before they are parsed.
ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

SESSION_ENGINE = "people.sessions"
SESSION_COOKIE_AGE = 12 * 3600
if HTTPS:  # a browser takes a cookie of such a name from this very host only, and only over HTTPS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_FAILURE_VIEW = "config.front.cross_site"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Who stamps checkpoints with the time (RFC 3161), and the root certificates that vouch for them; nobody unless named.
TSA_URL, TSA_ROOT_FILE = env.text("TSA_URL"), env.text("TSA_ROOT_FILE")
SIGNER_KEY_FILE = env.text("SIGNER_KEY_FILE") or str(VAR_DIR / "signer.key")
# What the signer signed last, outside the database: with it a restored backup is found. Beside the key unless said otherwise.
SIGNER_MEMORY_FILE = env.text("SIGNER_MEMORY_FILE") or f"{SIGNER_KEY_FILE}.memory"
# The name of the published logs, each with its tree's code behind it. It never changes, also when the site moves.
LOG_ORIGIN = env.text("LOG_ORIGIN") or f"{urlsplit(SITE_URL).hostname}/log"
# Who has to have seen a checkpoint (C2SP tlog-policy), and where they are asked; without the file nobody is.
LOG_POLICY_FILE = env.text("LOG_POLICY_FILE") or str(VAR_DIR / "witnesses" / "policy")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "access": {"format": "%(asctime)s %(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "stdout": {"class": "logging.StreamHandler", "formatter": "access", "stream": "ext://sys.stdout"},
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
    # One line a request, without what would open anything: see `config.front.AccessLog`.
    "loggers": {
        "access": {
            "handlers": ["stdout"] if env.flag("ACCESS_LOG") else [],
            "level": "INFO",
            "propagate": False,
        },
        "waitress.queue": {"level": "ERROR"},  # a request that waits a moment for a thread is no news
        # Says the whole path of what was refused, codes included; the access log has the line.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # somebody's scanner: a 400, and no stack of ours
    },
}
