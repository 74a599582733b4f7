"""Every setting of the site. Environment variables are read here and nowhere else; docs/reference/settings.md lists them."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from essaim.config import environment

SOURCE = Path(__file__).resolve().parents[1]
ROOT = SOURCE.parents[1]
DATA = environment.folder("ESSAIM_DATA", ROOT / "var")
"""Where the database, uploaded files and the secret key of an embedded site live."""

DEBUG = environment.flag("ESSAIM_DEBUG", default=False)
DEMO = environment.flag("ESSAIM_DEMO", default=False)
"""Demo sites say so on every page and show the demo logins."""
DEMO_DATE = environment.text("ESSAIM_DEMO_DATE", "")
"""The day the fictional demo edition is in its middle when first loaded: `today`, a date, or empty for its own fixed days."""


def secret_key() -> str:
    """From ESSAIM_SECRET_KEY, or made once and kept beside the data, readable by its owner alone."""
    given = environment.text("ESSAIM_SECRET_KEY", "")
    if given:
        return given
    import secrets

    kept = DATA / "secret_key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text().strip()


SECRET_KEY = secret_key()
SITE_ADDRESS = environment.text("ESSAIM_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
"""The address readers see, without a slash at the end: used in calendars, feeds and mail."""
ALLOWED_HOSTS = environment.words("ESSAIM_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
HTTPS = SITE_ADDRESS.startswith("https://")

ROOT_URLCONF = "essaim.config.urls"
ASGI_APPLICATION = "essaim.config.asgi.application"
INSTALLED_APPS = [
    "essaim.website",
    "essaim.api",
    "essaim.call",
    "essaim.forum",
    "essaim.registry",
    "essaim.search",
    "essaim.desk",
    "essaim.kit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "i18nfield",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "essaim.kit.zones.ZoneOfThePage",
    "essaim.website.shared.SharedPages",
    "django.middleware.security.SecurityMiddleware",
    "essaim.config.policy.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "essaim.desk.factor.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "essaim.website.only_forms.OnlyForms",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "essaim.website.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "essaim.kit.templatetags.kit"],
        },
    },
]

DATABASES = {"default": environment.database("DATABASE_URL", DATA / "essaim.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "desk.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
"""A code by mail is the first way in; a password may be set afterwards, in one's account."""
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_ADAPTER = "essaim.desk.adapter.AccountAdapter"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "essaim.desk.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR = environment.flag("ESSAIM_SECOND_FACTOR", default=not DEMO)
"""Whoever is of a team or runs the site shows a second factor before the back office opens. Demo sites do without."""
OIDC = environment.provider(
    server=environment.text("ESSAIM_OIDC_SERVER", ""),
    name=environment.text("ESSAIM_OIDC_NAME", ""),
    client=environment.text("ESSAIM_OIDC_CLIENT_ID", ""),
    secret=environment.text("ESSAIM_OIDC_CLIENT_SECRET", ""),
)
"""Single sign-on by OpenID Connect, when ESSAIM_OIDC_SERVER names a provider."""
OIDC_SECOND_FACTOR = environment.flag("ESSAIM_OIDC_SECOND_FACTOR", default=False)
"""The provider asks for a second factor itself: whoever comes from it has shown one."""
SOCIALACCOUNT_ADAPTER = "essaim.desk.adapter.SignOnAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [OIDC]}} if OIDC else {}
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "website:home"
LOGOUT_REDIRECT_URL = "website:home"

# --- languages ----------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("es", _("Spanish"))]
"""Languages of the interface. Content may be in any language: see essaim.kit.languages."""
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["essaim.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = environment.folder("ESSAIM_STATIC", ROOT / "static")
MEDIA_ROOT = DATA / "files"
MEDIA_URL = "/files/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60
BODY_LIMIT_MB = environment.number("ESSAIM_BODY_LIMIT_MB", 200, least=1)
"""Requests larger than this are refused before Django reads them; uploads have their own, smaller limit."""
UPLOAD_LIMIT_MB = environment.number("ESSAIM_UPLOAD_LIMIT_MB", 20, least=1)
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler", "essaim.desk.intake.BoundedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- mail ---------------------------------------------------------------------------------------
EMAIL_HOST = environment.text("ESSAIM_MAIL_HOST", "")
EMAIL_PORT = environment.number("ESSAIM_MAIL_PORT", 587, least=1)
EMAIL_HOST_USER = environment.text("ESSAIM_MAIL_USER", "")
EMAIL_HOST_PASSWORD = environment.text("ESSAIM_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 60
EMAIL_USE_TLS = environment.flag("ESSAIM_MAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("ESSAIM_MAIL_FROM", "essaim@localhost")
EMAIL_FILE_PATH = DATA / "letters"
"""Where a demo's letters are written: on its terminal they would push the logins out of sight."""
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased' if DEMO else 'console'}.EmailBackend"

# --- webhooks -----------------------------------------------------------------------------------
WEBHOOKS_LOCAL = environment.flag("ESSAIM_WEBHOOKS_LOCAL", default=DEMO)
"""Webhooks may call this machine itself, also without HTTPS: to try them out."""

# --- security -----------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "essaim.website.pages.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("ESSAIM_BEHIND_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"

# --- server ---------------------------------------------------------------------------------------
PAGE_THREADS = environment.number("ESSAIM_THREADS", 4, least=1)
"""How many pages one server process makes at once, and how many database connections it keeps."""

KEPT_PAGES_MB = environment.number("ESSAIM_KEPT_PAGES_MB", 64)
"""Memory a server process may use for finished public pages; 0 keeps none."""

# --- logs ---------------------------------------------------------------------------------------
LOG_LEVEL = environment.text("ESSAIM_LOG_LEVEL", "INFO").upper()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
