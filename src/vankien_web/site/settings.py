"""The site's only settings file. What differs between installations is in `configuration.py`."""

from datetime import date
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from vankien_web.site import engine
from vankien_web.site.configuration import Configuration, data_folder, kept_key

engine.swap()

DATA = data_folder()
conf = Configuration()

DEBUG = conf.debug
SECRET_KEY = conf.secret_key or kept_key(DATA)
ALLOWED_HOSTS = [*conf.hosts, conf.host] if conf.host else conf.hosts
VANKIEN_PROFILE = conf.profile
VANKIEN_DEMO = conf.demo
VANKIEN_DEMO_DAY = date(2020, 2, 13)
VANKIEN_UPLOAD_BYTES = conf.upload_megabytes * 1024 * 1024
VANKIEN_READ_SECONDS = conf.read_seconds
VANKIEN_READ_MEGABYTES = conf.read_megabytes

ROOT_URLCONF = "vankien_web.site.urls"
WSGI_APPLICATION = "vankien_web.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "vankien_web.common",
    "vankien_web.accounts",
    "vankien_web.units",
    "vankien_web.congresses",
    "vankien_web.drafts",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "vankien_web.common.middleware.private_pages",
    "vankien_web.common.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "vankien_web.common.middleware.size_limit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vankien_web.common.context.frame",
            ],
        },
    }
]

DATABASES = {"default": engine.database(conf.database, DATA, conf.threads)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
FORMAT_MODULE_PATH = "vankien_web.common.formats"
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_TEMP_DIR = DATA / "incoming"
FILE_UPLOAD_HANDLERS = ["vankien_web.common.uploads.UploadHandler"]

CSRF_FAILURE_VIEW = "vankien_web.common.errors.forbidden"
CSRF_COOKIE_HTTPONLY = SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT = conf.https
# Only a server in front of this one speaks HTTPS, and says so in this header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if conf.https else None
SECURE_HSTS_SECONDS = 31536000 if conf.https else 0
# The site does not speak for its neighbours under the same domain, nor for the whole world's browsers.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "none": {"class": "logging.NullHandler"},
    },
    "loggers": {"django.security.DisallowedHost": {"handlers": ["none"], "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
