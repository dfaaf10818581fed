"""Settings of the portal, read from the environment.

Every fault in the environment is told at once. Without any setting the hub runs
on the embedded servers of ``salam.embedded``, with its data in ``.data``.
"""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

from salam import environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = environment.read()

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
HUB_URL = ENV.hub_url
HUB_NAME = "SALAM Knowledge Hub"
#: Where somebody who found a hole is heard: mailto: or https:.
SECURITY_CONTACT = ENV.security_contact or f"{HUB_URL}/about/"
ALLOWED_HOSTS = ENV.allowed_hosts
CSRF_TRUSTED_ORIGINS = [HUB_URL]

INSTALLED_APPS = [
    # Before the hub's own, which take the devices' keys out of the admin again.
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "hub",
    "research",
    "partners",
    "partners.admin_config.HubAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "anymail",
    "axes",
    "csp",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "salam.open_doors.OpenDoors",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "salam.urls"
WSGI_APPLICATION = "salam.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "salam.compact.TemplateLoader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.context.site",
            ],
        },
    },
]

# Data: PostgreSQL is the one database; a pool only where many threads share it.
DATABASES = {
    "default": {
        **dj_database_url.parse(ENV.database_url),
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}} if ENV.is_web else {},
        # After PostgreSQL was started again, each pooled connection would fail one reader.
        "CONN_HEALTH_CHECKS": ENV.is_web,
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ENV.cache_url,
        "KEY_PREFIX": "hub",
        # A cache that is down must not hold pages up: no second try.
        "OPTIONS": {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": 1},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "partners.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "partners.sign_in.MembershipBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
#: How long the link of a forgotten password works, in seconds.
PASSWORD_RESET_TIMEOUT = 4 * 3600
#: Of whom the second factor is demanded: everyone, publishers or nobody.
SECOND_FACTOR = ENV.second_factor
OTP_TOTP_ISSUER = "SALAM Knowledge Hub"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
#: Behind the proxy all would have its address, and one visitor could lock everybody out.
AXES_CLIENT_IP_CALLABLE = "partners.rates.network_of"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

# Languages: English without a prefix, the others with theirs.
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("hi", _("Hindi")),
    ("ne", _("Nepali")),
    ("bn", _("Bengali")),
    ("ur", _("Urdu")),
    ("si", _("Sinhala")),
    ("ta", _("Tamil")),
]
# Django does not know Sinhala yet.
LANG_INFO.setdefault("si", {"bidi": False, "code": "si", "name": "Sinhala", "name_local": "සිංහල"})
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Kathmandu"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = ENV.static_root
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = ENV.data / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": ENV.static_storage},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
INDEX_ROOT = ENV.data / "index"
#: No file that is read may weigh more, in bytes.
DOCUMENT_MAX_BYTES = 100 * 1024 * 1024
#: What an uploaded file may weigh, in bytes, by the ending of its kind, where it is not what
#: research.media_types says: {"pdf": 50_000_000}.
DOCUMENT_LIMITS: dict[str, int] = {}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Trust
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.is_https
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = ENV.is_https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.is_https else None
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if ENV.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENV.is_https
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Mail
MAIL = ENV.mail
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = MAIL.backend, MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.use_tls, MAIL.use_ssl
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL.sender
MAIL_REPLY_TO = MAIL.reply_to
MAIL_PER_MINUTE = MAIL.per_minute
ANYMAIL = MAIL.anymail

# Other people's servers: where services stand elsewhere, and whom to write to about us.
SERVICES = ENV.services
CONTACT_EMAIL = ENV.contact
# Harvesters: whom they write to, and which other repositories they are told of.
OAI_ADMIN_EMAIL = ENV.oai_admin_email
OAI_FRIENDS = ENV.oai_friends

# Jobs
CELERY_BROKER_URL = ENV.broker_url

#: Behind https stands one proxy of the operator; without it the address is the visitor's.
PROXIES = 1 if ENV.is_https else 0

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["partners.api.tokens.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "partners.api.tabular.CsvRenderer",
    ],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "partners.api.asking.ByAcceptOrFormat",
    "DEFAULT_FILTER_BACKENDS": ["partners.api.asking.StrictFilters"],
    "DEFAULT_PAGINATION_CLASS": "partners.api.paging.Keyset",
    "DEFAULT_THROTTLE_CLASSES": ["partners.api.rates.ByAddressOrToken"],
    "DEFAULT_SCHEMA_CLASS": "partners.api.schema.Described",
    "EXCEPTION_HANDLER": "partners.api.faults.answer",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    # Its check asks the database for words of filters; the tests judge the document itself.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "TITLE": "SALAM Knowledge Hub",
    "VERSION": "1",
    "DESCRIPTION": "Research, policy briefs and data on labour migration in South Asia.",
    "LICENSE": {
        "name": "Creative Commons Attribution 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "InstitutionKind": "partners.models.Institution.Kind",
        "CentreKind": "partners.models.ResourceCentre.Kind",
        "EventKind": "hub.models.Event.Kind",
        "EditionKind": "research.models.Edition.Kind",
        "OutputStatus": "research.vocabularies.Status",
        "ProjectStatus": "research.models.Project.Status",
        "HarvestState": "research.models.Harvest.State",
        "DocumentState": "research.models.Document.State",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "partners.api.schema.with_problems",
    ],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"pypdf": {"level": "ERROR"}, "axes": {"level": "WARNING"}},
}
