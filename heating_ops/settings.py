"""Settings, all from the environment; a broken value fails loudly at start.

Every variable is described in ``docs/settings.md``.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    _kept = VAR_DIR / "secret_key"
    SECRET_KEY = _kept.read_text().strip() if _kept.exists() else "unsafe-no-secret-key-was-set"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS_ONLY = env.bool("HTTPS_ONLY", default=False)
BRAND_NAME = env.str("BRAND_NAME", default="Heating Ops")
HOTLINE_NUMBER = env.str("HOTLINE_NUMBER", default="96069")
# Shared with the telephone exchange, whose events it signs; empty is no telephone system.
TELEPHONY_SECRET = env.str("TELEPHONY_SECRET", default="")
# Secrets that sources of tickets dictate, "code=secret" by commas; others are made (hotline/channels/secrets.py).
INTAKE_SECRETS = dict(pair.split("=", 1) for pair in env.list("INTAKE_SECRETS", default=[]))
# Networks that are not public and may be sent to all the same, for states of tickets: "10.20.0.0/16,…".
OUTGOING_ALLOWED_NETWORKS = env.list("OUTGOING_ALLOWED_NETWORKS", default=[])
NOTIFY_GIVE_UP_HOURS = env.int("NOTIFY_GIVE_UP_HOURS", default=24)
NOTIFY_CUSTOMER_NUMBERS_DAYS = env.int("NOTIFY_CUSTOMER_NUMBERS_DAYS", default=30)
# Where people outside reach the pages ("https://ops.example.cn"): links in messages; empty: no links.
SITE_URL = env.str("SITE_URL", default="")
# Where map tiles come from ("https://tiles.example/{z}/{x}/{y}.png"); empty: a map of our own places alone.
MAP_TILES_URL = env.str("MAP_TILES_URL", default="")
MAP_TILES_ATTRIBUTION = env.str("MAP_TILES_ATTRIBUTION", default="")
WEB_THREADS = env.int("WEB_THREADS", default=8)

# ---------------------------------------------------------------- applications
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "heating_ops.access.admin_site.AdministrationConfig",
    "axes",
    "channels",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "heating_ops",
    "heating_ops.journal",
    "heating_ops.access",
    "heating_ops.live",
    "heating_ops.network",
    "heating_ops.crews",
    "heating_ops.timers",
    "heating_ops.notify",
    "heating_ops.weather",
    "workorders",
    "incidents",
    "hotline",
    "heating_ops.reports",
    "heating_ops.ui",
    "heating_ops.local",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "heating_ops.middleware.WholeBodyMiddleware",
    "heating_ops.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "heating_ops.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "heating_ops.urls"
WSGI_APPLICATION = "heating_ops.wsgi.application"
ASGI_APPLICATION = "heating_ops.asgi.application"
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
                "heating_ops.ui.context.shell",
            ],
        },
    },
]

# ------------------------------------------------------------------- databases
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgresql://postgres@127.0.0.1:5432/heating_ops")}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured(
        "DATABASE_URL must name a PostgreSQL database, for example postgresql://user:password@host:5432/heating_ops"
    )
DATABASES["default"].update(
    CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=600),
    CONN_HEALTH_CHECKS=True,
    # A read that belongs to one answer is one snapshot only where it asks for it.
    ATOMIC_REQUESTS=False,
)
# Idle-in-transaction connections and slow scans are what makes timers late.
DATABASES["default"].setdefault("OPTIONS", {}).update(
    options=" ".join(
        f"-c {name}={value}"
        for name, value in {
            "statement_timeout": env.str("STATEMENT_TIMEOUT", default="10s"),
            "lock_timeout": env.str("LOCK_TIMEOUT", default="2s"),
            "idle_in_transaction_session_timeout": "15s",
        }.items()
    )
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL},
}
# No CHANNEL_LAYERS: Channels routes and signs in, state never travels through a layer
# (docs/adr/0004).

# ---------------------------------------------------------------------- celery
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A worker is also a clock: it must outlive a Redis that stays away, however long.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_TIME_LIMIT = 300
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat" / "schedule")
CELERY_TIMEZONE = env.str("TIME_ZONE", default="Asia/Shanghai")
# Periodic jobs only: business time is deadlines (docs/adr/0005).
CELERY_BEAT_SCHEDULE = {
    "anchor-journal": {"task": "heating_ops.tasks.anchor_journal", "schedule": 300.0, "options": {"expires": 240}},
    "clear-sessions": {"task": "heating_ops.tasks.clear_sessions", "schedule": 3600.0, "options": {"expires": 3000}},
    "forget-customer-numbers": {
        "task": "heating_ops.tasks.forget_customer_numbers",
        "schedule": 900.0,
        "options": {"expires": 840},
    },
    "keep-roster": {"task": "heating_ops.tasks.keep_roster", "schedule": 900.0, "options": {"expires": 840}},
    "forget-deadlines": {
        "task": "heating_ops.tasks.forget_deadlines",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "find-missing-handovers": {
        "task": "incidents.tasks.find_missing_handovers",
        "schedule": 300.0,
        "options": {"expires": 240},
    },
    "forget-drafts": {"task": "hotline.tasks.forget_drafts", "schedule": 600.0, "options": {"expires": 540}},
}
TIMERS_SWEEP_SECONDS = env.float("TIMERS_SWEEP_SECONDS", default=0.5)
# The report of the same day last season still counts what was missed.
TIMERS_KEEP_DAYS = env.int("TIMERS_KEEP_DAYS", default=400)

# ------------------------------------------------------------------ who may in
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "heating_ops.access.administration.RoleBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 14 * 60 * 60  # a winter shift is twelve hours, and the hand-over
SESSION_COOKIE_NAME = env.str("SESSION_COOKIE_NAME", default="heating_ops_session")
# One typist must not lock the control room behind its shared address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "access/locked.html"
AXES_VERBOSE = False

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# ------------------------------------------------------------------------- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "heating_ops.access.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["heating_ops.access.web.Permitted"],
    "DEFAULT_RENDERER_CLASSES": ["heating_ops.json_io.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["heating_ops.json_io.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "heating_ops.json_io.Negotiation",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "heating_ops.api.answer_exception",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Heating Ops API",
    "DESCRIPTION": "Calls, work orders, boards and incidents of a district-heating utility.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    # Choices that bear one name in several shapes: else their names in the schema would change with every new one.
    "ENUM_NAME_OVERRIDES": {
        "CallerKindEnum": ["household", "key_site", "caller"],
        "GuidanceOutcomeEnum": "workorders.catalogue.GuidanceOutcome",
        "DutyLevelEnum": "heating_ops.crews.models.Level",
        "IncidentLevelEnum": "incidents.models.IncidentLevel",
        "IncidentReachEnum": "incidents.reach.Scope",
        "MessageReasonEnum": "heating_ops.notify.models.Reason",
        "MessageStateEnum": "heating_ops.notify.models.MessageState",
        "ReceiptStateEnum": ["delivered", "failed"],
        "TicketStateEnum": "hotline.channels.models.TicketState",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SERVE_PERMISSIONS": ["heating_ops.access.web.Permitted"],
}

# ------------------------------------------------------------ language and time
LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="zh-hans")
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")

# ---------------------------------------------------------------- static files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
if (BASE_DIR / "node_modules" / "leaflet" / "dist").is_dir():
    STATICFILES_DIRS.append(("vendor/leaflet", BASE_DIR / "node_modules" / "leaflet" / "dist"))  # type: ignore[arg-type]
# Files are served from where they lie: one machine needs no collectstatic step.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 300

# --------------------------------------------------------------------- logging
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # httpx would write addresses of gateways, which hold what they know us by.
    "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "WARNING"}, "httpx": {"level": "WARNING"}},
}
