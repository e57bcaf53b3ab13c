"""One file of settings, from the environment (contracts.md, Settings). Wrong ones are refused at boot."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP

from config.secrets import secret_key
from maraude.lib import env
from maraude.lib.database_url import connection_parameters
from maraude.lib.roles import APP

PACKAGE = Path(__file__).resolve().parent.parent / "maraude"
HOME = env.home()
IS_DEMO = env.flag("MARAUDE_DEMO")
IS_TEST = env.flag("MARAUDE_TEST")

DEBUG = False
SECRET_KEY = secret_key(HOME)
KEK_FILE = Path(env.text("MARAUDE_KEK_FILE") or HOME / "keys" / "kek")
PUBLIC_URL = env.origin("MARAUDE_PUBLIC_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = [
    *env.host_names("MARAUDE_ALLOWED_HOSTS", default="127.0.0.1 localhost [::1]"),
    urlsplit(PUBLIC_URL).hostname or "",
]
_IS_HTTPS = PUBLIC_URL.startswith("https://")
EXIT_URL = env.web_address("MARAUDE_EXIT_URL", "/infos/month")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "maraude.apps.tenancy",
    "maraude.apps.audit",
    "maraude.apps.orgs",
    "maraude.apps.people",
    "maraude.apps.ingest",
    "maraude.apps.inbox",
    "maraude.apps.safety",
    "maraude.apps.directory",
    "maraude.apps.outreach",
    "maraude.apps.levers",
    "maraude.apps.referrals",
    "maraude.apps.reporting",
    "maraude.apps.privacy",
    "maraude.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "maraude.web.accounts.limits.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maraude.web.tenancy.TenantMiddleware",
    "maraude.web.nul.RefuseNulMiddleware",
    "maraude.web.guard.ThreadGuardMiddleware",
    "maraude.web.headers.PrivacyHeadersMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maraude.web.context.house",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        **connection_parameters(home=HOME, role=env.text("MARAUDE_DATABASE_ROLE", APP)),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": "maraude_test"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher" if IS_TEST else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "maraude.web.accounts.adapter.InvitedOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are invited, never opened by their holder
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers; the page and its time are the same
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password, a factor added or removed: its holder is told
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,10/5m/key", "reset_password": "10/m/ip,3/10m/key"}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "maraude.web.accounts.second_factor.SealedFactors"
MFA_FORMS = {
    "add_webauthn": "maraude.web.accounts.forms.AddPasskey",
    "authenticate_webauthn": "maraude.web.accounts.forms.UsePasskey",
    "reauthenticate_webauthn": "maraude.web.accounts.forms.UsePasskeyAgain",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Maraude"
MFA_TOTP_TOLERANCE = 1  # thirty seconds either way: telephones are late
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _IS_HTTPS  # browsers make passkeys on http only for localhost
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # our gateway, the only one to set X-Forwarded-For

SESSION_COOKIE_AGE = 10 * 3600
SESSION_IDLE_S = 60 * env.integer("MARAUDE_IDLE_MINUTES", 30, minimum=5, maximum=600)
SESSION_COOKIE_NAME = "__Host-maraude" if _IS_HTTPS else "maraude_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # it ends with the browser: young people's pages leave nothing behind
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # set by our own gateway, which drops the caller's
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would empty the Origin that the CSRF check reads
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _IS_HTTPS else 0
# Not ours to decide: other names under the association's domain (W005, W021), and http → https, which the proxy in
# front does (W008).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],  # the QR code of the second factor; data: reaches no one
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Paris"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if IS_TEST
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_MANIFEST_STRICT = False

MAIL_URL = env.text("MARAUDE_MAIL_URL")
MAIL_FROM = env.text("MARAUDE_MAIL_FROM", "maraude@localhost")

DISCORD_API = env.api_address("MARAUDE_DISCORD_API")  # a Discord of one's own, for test benches; empty: Discord's
GRAPH_API = env.api_address("MARAUDE_GRAPH_API")  # a Graph API of a test bench; empty: Meta's
TELEGRAM_API = env.api_address("MARAUDE_TELEGRAM_API")  # a Bot API server of one's own; empty: Telegram's
UNDERSTANDING_MODEL = env.text("MARAUDE_UNDERSTANDING_MODEL")
LOGGING_CONFIG = "maraude.lib.logs.configure"
LOGGING: dict[str, object] = {"version": 1}  # an empty one, and Django would never call the line above
