"""Django's settings, composed from the environment."""

from pathlib import Path

from totalaudio.intel.imports.reading import MAX_BYTES

from . import alerting, content_policy, log_lines, parts, status_page
from .databases import WORKING_SECONDS, database
from .demo import EMAIL as DEMO_ADDRESS
from .environment import App, environment, is_production, is_test
from .environment.words import WEB

ENV = environment()
SOURCE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENV.secret_key.get_secret_value()
DEBUG = False
DEFAULT_EXCEPTION_REPORTER_FILTER = "totalaudio.core.web.reporting.NothingSecret"
# The name of this machine is for development; health is answered under any name (core/web/hosts.py).
_LOOPBACK = () if is_production() else ("127.0.0.1", "localhost", "[::1]")
_DEPLOYMENT = (ENV.vercel_url,) if ENV.vercel and ENV.vercel_url else ()
ALLOWED_HOSTS = [ENV.site_host, *_DEPLOYMENT, *_LOOPBACK, *(("testserver",) if is_test() else ())]
CSRF_TRUSTED_ORIGINS = [ENV.base_url]
CSRF_FAILURE_VIEW = "totalaudio.core.web.errors.stale_form"
ROOT_URLCONF = "totalaudio.project.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = list(parts.INSTALLED_APPS)
MIDDLEWARE = list(parts.MIDDLEWARE)
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.messages.context_processors.messages",
                "totalaudio.core.ui.context.theme",
                "totalaudio.core.web.operations.maintenance.context.status",
                "totalaudio.project.frame.frame",
            ],
        },
    }
]

FORM_RENDERER = "totalaudio.core.ui.forms.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DATABASES = {"default": database(ENV.database_url.get_secret_value())}
if ENV.database_system_url:
    DATABASES["system"] = database(ENV.database_system_url.get_secret_value(), WORKING_SECONDS)
PROCRASTINATE_DATABASE_ALIAS = "system" if ENV.database_system_url else "default"
PROCRASTINATE_IMPORT_PATHS = list(parts.PROCRASTINATE_IMPORT_PATHS)

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        # Beyond this many entries Django throws live ones away, and with them what the rate limits know.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

LANGUAGE_CODE = "en-gb"
USE_I18N = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- people -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
START_URL = f"/{App.INTEL if ENV.app in {App.ALL, App.WORKER} else ENV.app}/"
CLIENT_START_URL = "/tracker/"  # all that a client may open
BASE_URL = ENV.base_url
DEMO_EMAIL = DEMO_ADDRESS if ENV.demo and not is_production() else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if is_production() else 0
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "totalaudio.core.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "totalaudio.core.accounts.forms.SignIn",
    "signup": "totalaudio.core.accounts.forms.SignUp",
    "add_email": "totalaudio.core.accounts.forms.ChangeAddress",
    "change_password": "totalaudio.core.accounts.forms.ChangePassword",
    "set_password": "totalaudio.core.accounts.forms.SetPassword",
    "reset_password": "totalaudio.core.accounts.forms.AskForReset",
    "reset_password_from_key": "totalaudio.core.accounts.forms.ResetPassword",
    "reauthenticate": "totalaudio.core.accounts.forms.ConfirmPassword",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_ADAPTER = "totalaudio.core.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "totalaudio.core.accounts.forms.SignInCode",
    "reauthenticate": "totalaudio.core.accounts.forms.ConfirmCode",
    "activate_totp": "totalaudio.core.accounts.forms.FirstCode",
}
MFA_TOTP_ISSUER = "Total Audio Platform"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "totalaudio.core.accounts.adapter.OutsideAdapter"
SOCIALACCOUNT_FORMS = {"signup": "totalaudio.core.accounts.forms.SignUpWithGoogle"}
SOCIALACCOUNT_PROVIDERS = {}
if ENV.google_client_id and ENV.google_client_secret:
    SOCIALACCOUNT_PROVIDERS["google"] = {
        "APPS": [
            {
                "client_id": ENV.google_client_id,
                "secret": ENV.google_client_secret.get_secret_value(),
                "key": "",
            }
        ],
        "SCOPE": ["profile", "email"],
        "OAUTH_PKCE_ENABLED": True,
        "EMAIL_AUTHENTICATION": True,
    }

# --- flags ------------------------------------------------------------------------------------------------------
ENVIRONMENT = ENV.environment.value
# Where overrides are heard; a pooler does not pass notifications on, so the direct address comes first.
FLAGS_DATABASE_URL = (ENV.database_direct_url or ENV.database_url).get_secret_value()
# Where threads stand still between requests: overrides are believed for so long, and counts go with each request.
FLAGS_POLL_SECONDS = ENV.flags_poll_seconds
COUNTS_WITH_REQUESTS = ENV.vercel
if FLAGS_POLL_SECONDS:
    MIDDLEWARE.insert(1, "totalaudio.core.flags.looking.LookFirst")

# What belongs to no product counts for the app that this process is, and for Audio Intel where it is all of them.
COUNTED_APP = App.INTEL.deployable if ENV.app is App.ALL else ENV.app.deployable
COUNTED_APPS = [app.deployable for app in (sorted(WEB) if ENV.app is App.ALL else {ENV.app} & WEB)]
PROMETHEUS_URL = ENV.prometheus_url
METRICS_TOKEN = ENV.metrics_token.get_secret_value() if ENV.metrics_token else ""

# How long events are kept, in months.
EVENTS_KEEP_MONTHS = ENV.events_keep_months
EVENTS_PER_MINUTE = ENV.events_per_minute

# Whether enrichment may ask DNS and other people's sites.
LOOK_OUTSIDE = ENV.look_outside

# --- public pages: who runs this installation, and where demo calls are held -------------------------------------
COMPANY_NAME = ENV.company_name or "the operator of this installation"
COMPANY_ADDRESS = ENV.company_address
PRIVACY_EMAIL = ENV.privacy_email
DEMO_CALL_URL = ENV.demo_call_url

# --- the status page: where it is written, where it is read, and how it looks ------------------------------------
STATUS_FOLDER = status_page.folder()
STATUS_URL = status_page.address()
STATUS_LOOK = status_page.LOOK

# --- mail -------------------------------------------------------------------------------------------------------
MAILERS = {"default": {"BACKEND": "totalaudio.core.web.mail.Backend"}}
MAIL_SERVER = ENV.email_url.get_secret_value() if ENV.email_url else None
HAS_OUTBOX = MAIL_SERVER is None and not is_production()
DEFAULT_FROM_EMAIL = alerting.sender()

# --- incidents: who is told, and how -----------------------------------------------------------------------------
ALERT_AUDIENCE = alerting.audience()
ALERT_WAYS = alerting.ways()

# --- mailboxes of people: what encrypts their passwords, and whether servers must be on the public internet --------
TOKEN_KEYS = ENV.fernet_keys
MAILBOXES_GUARDED = is_production()
GOOGLE_CLIENT_ID = ENV.google_client_id
GOOGLE_CLIENT_SECRET = (
    ENV.google_client_secret.get_secret_value() if ENV.google_client_secret else ""
)
GOOGLE_API_BASE = ENV.google_api_base.rstrip("/")

# --- payments ---------------------------------------------------------------------------------------------------
STRIPE_SECRET_KEY = ENV.stripe_secret_key.get_secret_value() if ENV.stripe_secret_key else ""
STRIPE_WEBHOOK_SECRETS = [
    secret.get_secret_value()
    for secret in (ENV.stripe_webhook_secret, ENV.stripe_webhook_secret_previous)
    if secret
]
STRIPE_API_BASE = ENV.stripe_api_base.rstrip("/")
PAYMENTS_CONFIGURED = bool(STRIPE_SECRET_KEY)

# --- the writer that is a language model ------------------------------------------------------------------------
ANTHROPIC_API_KEY = ENV.anthropic_api_key.get_secret_value() if ENV.anthropic_api_key else ""
ANTHROPIC_BASE_URL = ENV.anthropic_base_url.rstrip("/")
ANTHROPIC_MODEL = ENV.anthropic_model

# --- safety -----------------------------------------------------------------------------------------------------
SECURE_CSP = content_policy.policy(STRIPE_API_BASE, GOOGLE_API_BASE)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "totalaudio.core.web.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.base_url.startswith("https://")
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if is_production() else None

UPLOAD_CAP = ENV.upload_cap(MAX_BYTES)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGGING = log_lines.logging_of(is_production=is_production())
