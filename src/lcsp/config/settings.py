"""Django's settings, all of them; what differs between installations comes from the environment."""

from datetime import timedelta
from typing import Any

import dj_database_url

from lcsp.config.environment import read_environment

ENVIRONMENT = read_environment()

SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = list(ENVIRONMENT.old_secret_keys)
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
DEBUG = False
DEMO = ENVIRONMENT.demo

# "allauth" itself is not named: its templates would answer where ours is missing.
INSTALLED_APPS = [
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lcsp.store",
    "lcsp.web",
]
MIDDLEWARE = [
    "lcsp.web.request_log.RequestLog",  # first: it tells how long everything below took
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lcsp.api.middleware.ProblemsOfTheAPI",
    "lcsp.web.policy.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lcsp.web.sign_in.middleware.SignInRules",
    "axes.middleware.AxesMiddleware",
    "lcsp.web.unkeepable.RefusesUnkeepable",
]
ROOT_URLCONF = "lcsp.config.urls"
WSGI_APPLICATION = "lcsp.config.wsgi.application"
AUTH_USER_MODEL = "store.Account"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "lcsp.web.pages.make_environment",
            "context_processors": ["lcsp.web.sign_in.told.tell_sign_in_pages"],
            "autoescape": True,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# --- database ------------------------------------------------------------------------------------------------------

DATABASES: dict[str, Any] = {"default": dj_database_url.parse(ENVIRONMENT.database_url, conn_max_age=600)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Tests use a file as the site does: one in memory knows no write-ahead log.
    DATABASES["default"]["TEST"] = {"NAME": str(ENVIRONMENT.data / "test.sqlite3")}
    # Write-ahead logging lets people read while one writes; a writer takes its place in the queue at once (IMMEDIATE)
    # and waits there, rather than fail when it finds that another came first.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=134217728;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- language and time ---------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# --- files that browsers fetch -------------------------------------------------------------------------------------

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# --- security ------------------------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if ENVIRONMENT.https else 0
SECURE_SSL_REDIRECT = False  # the proxy in front of the site does it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.https else None
SESSION_ENGINE = "lcsp.web.sign_in.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600  # seconds: a working day, see SESSION_LONGEST
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "lcsp.web.refusals.stale_form"

# --- signing in ----------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it turns away who is locked out
    "lcsp.web.sign_in.backend.SignInBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# Long and not well known, as the National Cyber Security Centre advises; no rule of capitals and digits, no expiry.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds that a link to set a password can be used
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:home"
SIGN_IN_HELP = ENVIRONMENT.help

SESSION_LONGEST = timedelta(hours=10)
SESSION_LONGEST_IDLE = timedelta(minutes=30)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
USERSESSIONS_TRACK_ACTIVITY = False  # the middleware notes it, once a minute rather than at every request

ACCOUNT_ADAPTER = "lcsp.web.sign_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administrator who adds an account vouches for its address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
# "key" is the account whose second factor is tried; passwords are counted by axes, by account and address together.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/15m/key", "login": "30/m/ip", "reauthenticate": "10/m/user"}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "lcsp.web.sign_in.addresses.entered_address"
AXES_CLIENT_IP_CALLABLE = "lcsp.web.sign_in.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "lcsp.web.sign_in.views.locked"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login"]
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in the audit log, without addresses
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

MFA_ADAPTER = "lcsp.web.sign_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "lcsp"
MFA_TOTP_TOLERANCE = 0  # a used code is remembered for half a minute: it must not be right for longer

SOCIALACCOUNT_ADAPTER = "lcsp.web.sign_in.adapters.SignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SIGN_ON = ENVIRONMENT.sign_on
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if SIGN_ON:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "council",
                "name": SIGN_ON.name,
                "client_id": SIGN_ON.client,
                "secret": SIGN_ON.secret,
                "settings": {"server_url": SIGN_ON.server},
            }
        ],
    }

# --- mail and what processes share ----------------------------------------------------------------------------------

SENDS_MAIL = bool(ENVIRONMENT.mail_host)
EMAIL_HOST = ENVIRONMENT.mail_host
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
# In the database, so that attempts are counted across the processes of the server. Made by `migrate` (lcsp.web.apps).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counts_and_codes"}}

# --- what is made in the background --------------------------------------------------------------------------------

# On the database that is there anyway: no broker to install. A task is put there in the transaction that asks for it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- uploads -------------------------------------------------------------------------------------------------------

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # bytes
DATA_UPLOAD_MAX_NUMBER_FILES = 200
FILE_UPLOAD_HANDLERS = [
    "lcsp.web.uploads.limits.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- log -----------------------------------------------------------------------------------------------------------

# To standard error, where the system's journal takes it: a line of JSON for each request and for each fault. Nothing of
# what people are called, typed or looked for goes there (lcsp.web.log_lines).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "lcsp.web.log_lines.JsonLine"}, "as it is": {"format": "%(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
        "requests": {"class": "logging.StreamHandler", "formatter": "as it is"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # what is not found or not allowed has its request's line
        "lcsp.requests": {
            "handlers": ["requests"],
            "level": "INFO" if ENVIRONMENT.log_requests else "WARNING",
            "propagate": False,
        },
    },
}
