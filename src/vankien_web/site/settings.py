"""The site's only settings file. What differs between installations is in `configuration.py`."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

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
VANKIEN_PERSONNEL_KEYS = conf.personnel_keys
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
    "vankien_web.accounts",  # before allauth: its templates take the place of allauth's
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "vankien_web.common",
    "vankien_web.units",
    "vankien_web.congresses",
    "vankien_web.drafts",
    "vankien_web.figures",
    "vankien_web.personnel",
    "vankien_web.reviews",
    "vankien_web.desk",
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
    "vankien_web.common.middleware.readable_address",
    "vankien_web.common.middleware.SealedClosed",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "vankien_web.reviews.shortcut.at_the_beat",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vankien_web.accounts.middleware.SignInFirst",
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
                "vankien_web.site.context.person",
            ],
        },
    }
]

DATABASES = {
    "default": engine.database(conf.database, DATA, conf.threads, isolated=conf.profile == "isolated")
}
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": f"{_RULES}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "vankien_web.accounts.passwords.Length", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
    {"NAME": f"{_RULES}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = conf.session_hours * 3600
VANKIEN_SECOND_FACTOR = conf.second_factor
VANKIEN_IS_ADMINISTRATOR = "vankien_web.units.permissions.is_administrator"
VANKIEN_CONTACT = conf.contact
VANKIEN_PROXIES = conf.proxies if conf.proxies is not None else int(conf.https)

ACCOUNT_ADAPTER = "vankien_web.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    "password1*",
]  # nobody signs up: it makes the sign-in ask for a password
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip"}
MFA_ADAPTER = "vankien_web.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "login_webauthn": "vankien_web.accounts.keys.LoginForm",
    "authenticate_webauthn": "vankien_web.accounts.keys.AuthenticateForm",
    "reauthenticate_webauthn": "vankien_web.accounts.keys.ReauthenticateForm",
    "add_webauthn": "vankien_web.accounts.keys.AddForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "vankien_web.accounts.lockout.answer"
AXES_USERNAME_CALLABLE = "vankien_web.accounts.lockout.username"
AXES_CLIENT_IP_CALLABLE = "vankien_web.accounts.addresses.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "csrfmiddlewaretoken"]

VANKIEN_OIDC = conf.oidc is not None
VANKIEN_OIDC_CLAIM = conf.oidc.claim if conf.oidc else ""
if conf.oidc:
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_ADAPTER = "vankien_web.accounts.oidc.OidcAdapter"
    _server = {
        "provider_id": "to-chuc",
        "name": conf.oidc.name,
        "client_id": conf.oidc.client_id,
        "secret": conf.oidc.secret,
        "settings": {"server_url": conf.oidc.server_url},
    }
    SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [_server]}}
VANKIEN_MAILS = conf.smtp is not None
VANKIEN_ADDRESS = (conf.address or f"http{'s' * conf.https}://{conf.hosts[0]}").rstrip("/")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if conf.smtp else 'dummy'}.EmailBackend"
EMAIL_TIMEOUT = 10
if conf.smtp:
    EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = conf.smtp.host, conf.smtp.port, conf.smtp.tls
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = conf.smtp.user, conf.smtp.password
    DEFAULT_FROM_EMAIL = conf.smtp.sender
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

CSRF_FAILURE_VIEW = "vankien_web.accounts.views.expired_form"
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
    "filters": {"redact": {"()": "vankien_web.accounts.logs.Redact"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["redact"]},
        "none": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django.security.DisallowedHost": {"handlers": ["none"], "propagate": False},
        "axes": {"level": "ERROR"},  # a wrong password is no trouble of the site's
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
