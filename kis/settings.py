"""All settings, from the environment.

Without an environment this is a production server and refuses to start: it names every setting that
is missing at once. `make run` and `make test` set DEBUG=1 and DEMO=1.
"""

import hashlib
import re
import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)

REQUIRED = {
    "SECRET_KEY": "tajny klucz, co najmniej 50 losowych znaków",
    "DATABASE_URL": "adres bazy PostgreSQL, np. postgres://kis@host/kis",
    "ALLOWED_HOSTS": "nazwy serwera rozdzielone przecinkami, np. kis.mops.example.pl",
    "SECOND_FACTOR_KEYS": "osobny klucz: 32 losowe bajty w base64url, do szyfrowania składników logowania",
}
FOR_DEMONSTRATION = {
    "SECRET_KEY": "demonstracja-" * 5,
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    "SECOND_FACTOR_KEYS": "demonstracja" * 3 + "demonst=",
}
instead = FOR_DEMONSTRATION if DEBUG and DEMO else {}
given = {name: env.str(name, default="") or instead.get(name, "") for name in REQUIRED}
missing = [f"  {name} – {what}" for name, what in REQUIRED.items() if not given[name]]
if missing:
    raise ImproperlyConfigured("Brakuje ustawień w środowisku:\n" + "\n".join(missing))
SECRET_KEY = given["SECRET_KEY"]
ALLOWED_HOSTS = [host.strip() for host in given["ALLOWED_HOSTS"].split(",")]
# The first one encrypts, the others still read what they once encrypted.
SECOND_FACTOR_KEYS = [key.strip() for key in given["SECOND_FACTOR_KEYS"].split(",")]
if not all(re.fullmatch(r"[\w-]{43}=", key, re.ASCII) for key in SECOND_FACTOR_KEYS):
    raise ImproperlyConfigured(
        "SECOND_FACTOR_KEYS: każdy klucz to 32 losowe bajty w base64url. Nowy daje polecenie: "
        "openssl rand -base64 32 | tr '+/' '-_'"
    )
# Compulsory for everybody; a demonstration, whose passwords are known to all, may try it.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=False) if DEMO else True

INSTALLED_APPS = [
    "kis.lib",
    "kis.documents",
    "kis.journal",
    "kis.accounts",
    "kis.entry",
    "participants",
    "contracts",
    "psu",
    "kis.activities",
    "kis.families",
    "kis.programmes",
    "kis.reports",
    "kis.inspection",
    "kis.imports",
    "kis.oversight",
    "kis.privacy",
    "kis.recovery",
    "kis.desk",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
    "template_partials",
]

MIDDLEWARE = [
    "kis.lib.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    *([] if DEBUG else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kis.accounts.entry.ended_access",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kis.lib.middleware.never_cache",
    "kis.lib.middleware.htmx_login",
    "kis.journal.middleware.write_notes",
    "kis.entry.limits.LoginLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kis.entry.middleware.SecondFactor",
    "pghistory.middleware.HistoryMiddleware",
    "kis.accounts.drafts.KeptDrafts",
    *(["kis.lib.middleware.our_error_pages"] if DEBUG and DEMO else []),
    "participants.scope.LeadsOn",
    # The innermost hears of a view's exception first.
    "kis.lib.middleware.BusyRows",
]

ROOT_URLCONF = "kis.urls"
WSGI_APPLICATION = "kis.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "kis.lib.templatetags.polish",
                "participants.templatetags.person_files",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kis.accounts.context.frame",
                "kis.desk.navigation.navigation",
            ],
        },
    }
]
# What a person's file tells, in the order of its tabs, of the facts in its head and of the next step.
FILE_PARTS = [
    "kis.desk.overview.OverviewPart",
    "participants.file_parts.DetailsPart",
    "participants.file_parts.EligibilityPart",
    "participants.file_parts.StayPart",
    "contracts.file_parts.ContractsPart",
    "contracts.file_parts.ParticipationPart",
    "kis.activities.file_part.ClassesPart",
    "psu.referrals.file_part.ReferralsPart",
    "kis.programmes.file_part.ProgrammesPart",
    "kis.desk.file_parts.DocumentsPart",
    "kis.privacy.file_part.PrivacyPart",
    "kis.desk.file_parts.HistoryPart",
]
# Many papers at once: what may be ordered, each kind with who may have it and how its papers are made.
EXPORT_KINDS = [
    "contracts.exports.SignedContracts",
    "contracts.exports.ReviewSheets",
    "contracts.list_paper.ContractList",
    "kis.inspection.long_lists.LongList",
    "kis.inspection.package.kind.InspectionPackage",
    "kis.privacy.copy.kind.PersonCopy",
    "kis.programmes.project.export.ProjectFile",
]
FORM_RENDERER = "kis.lib.bound_fields.AskingRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"


def database_of(variable):
    """The connection to the address in this variable; with its own options, such as ?sslmode=require."""
    try:
        config = env.db(variable) if env.str(variable).startswith("postgres") else {}
    except ValueError:
        config = {}
    if not config.get("NAME"):
        raise ImproperlyConfigured(
            f"{variable}: program działa tylko na PostgreSQL, "
            "a adres ma postać postgres://użytkownik:hasło@serwer:5432/baza."
        )
    limits = {
        "jit": "off",  # with it one-row updates under statement triggers take 7 ms longer
        # Disks have no heads any more: else a page of a million people is read from a whole table.
        "random_page_cost": 1.1,
        # A page's query ends sooner than helpers are started, and they take the other requests' processors.
        "max_parallel_workers_per_gather": 0,
        "statement_timeout": env.int("STATEMENT_TIMEOUT_MS", default=10_000),
        "lock_timeout": env.int("LOCK_TIMEOUT_MS", default=5_000),
    }
    # A server that is silent is given up, be it at the first word or in the middle of an answer.
    patience = {
        "connect_timeout": 3,
        "keepalives_idle": 10,
        "keepalives_interval": 3,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,
    }
    return config | {
        "ATOMIC_REQUESTS": True,
        # The development server has a thread for each request: a kept connection would stay unused.
        "CONN_MAX_AGE": 0 if DEBUG else 60,
        "CONN_HEALTH_CHECKS": True,
        # The choices of a select are a few rows: a cursor for them is three statements instead of one.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": patience
        | config.get("OPTIONS", {})
        | {"options": " ".join(f"-c {name}={value}" for name, value in limits.items())},
    }


# The application's role owns no table; migrations run as the owner where one is named.
OWNERS_COMMANDS = {
    *("prepare", "migrate", "createcachetable", "grants", "pgtrigger"),
    *("prune_journal", "backup", "restore", "rehearse_restore"),
}
AS_OWNER = OWNERS_COMMANDS & set(sys.argv[1:2])
HAS_OWNER = bool(env.str("DATABASE_OWNER_URL", default=""))
DATABASES = {
    "default": database_of("DATABASE_OWNER_URL" if AS_OWNER and HAS_OWNER else "DATABASE_URL")
}
# Where backups are laid out to see that they can be: another database, emptied each time.
if env.str("DRILL_DATABASE_URL", default=""):
    # No page may wait for it.
    DATABASES["drill"] = database_of("DRILL_DATABASE_URL") | {"ATOMIC_REQUESTS": False}
# How the program connects, for the owner who gives it its rights; None where one role does both.
PROGRAM_DATABASE = database_of("DATABASE_URL") if HAS_OWNER else None
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Whose disks must not fill up: what of this machine the program and its neighbours write to.
WATCHED_FOLDERS = env.list("WATCHED_FOLDERS", default=[str(BASE_DIR)])

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kis_cache"}
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["kis.accounts.backend.RightsBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "kis.entry.passwords.NoKnownWords"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:start"
ACCOUNT_ADAPTER = "kis.accounts.adapter.OfficeAccountAdapter"
ACCOUNT_FORMS = {
    "login": "kis.accounts.forms.LoginForm",
    "change_password": "kis.accounts.forms.ChangePasswordForm",
    "reauthenticate": "kis.accounts.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# A whole office has one address: a limit by address would lock everybody out for one person's typing.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/5m/key",
    "policy_report": "60/m/ip",
}
MFA_ADAPTER = "kis.entry.adapter.OfficeFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "kis.entry.forms.AuthenticateForm",
    "reauthenticate": "kis.entry.forms.ReauthenticateForm",
    "activate_totp": "kis.entry.forms.ActivateTOTPForm",
    "authenticate_webauthn": "kis.entry.forms.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "kis.entry.forms.ReauthenticateWebAuthnForm",
    "login_webauthn": "kis.entry.forms.LoginWebAuthnForm",
    "add_webauthn": "kis.entry.forms.AddWebAuthnForm",
    "edit_webauthn": "kis.entry.forms.EditWebAuthnForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "KIS"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute wrong
# A key cannot be guessed: the limit is there against floods, and an office has one address.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
# The office's own directory (OpenID Connect), off unless its issuer is named, tells who somebody is, no more.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
if OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("OIDC_ISSUER: adres katalogu urzędu zaczyna się od https://.")
# A person of the directory is known by this and by their subject: another directory is another name.
OIDC_PROVIDER = f"oidc-{hashlib.sha256(OIDC_ISSUER.encode()).hexdigest()[:12]}"
SOCIALACCOUNT_ADAPTER = "kis.entry.directory.DirectoryAdapter"
SOCIALACCOUNT_PROVIDERS = {}
if OIDC_ISSUER:
    directory = {
        "provider_id": OIDC_PROVIDER,
        "name": "katalog urzędu",
        "client_id": env.str("OIDC_CLIENT_ID"),
        "secret": env.str("OIDC_SECRET"),
        # What a token tells is enough; no name and no address is asked for or kept.
        "settings": {
            "server_url": OIDC_ISSUER,
            "fetch_userinfo": False,
            "oauth_pkce_enabled": True,
            "scope": ["openid"],
        },
    }
    SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [directory]}}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# A pause of so many minutes ends a login, and so does its length; a supervisor's telephone stays logged in.
IDLE_LOGIN_SECONDS = 60 * env.int("IDLE_LOGIN_MINUTES", default=30)
LONGEST_LOGIN_SECONDS = 3600 * env.int("LONGEST_LOGIN_HOURS", default=12)
REMEMBERED_SECONDS = 30 * 24 * 3600
SESSION_COOKIE_AGE = LONGEST_LOGIN_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Not in a cookie: a message may name a person.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # No other name of the same domain can set them.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [
        f"https://{'*' if host.startswith('.') else ''}{host}"
        for host in ALLOWED_HOSTS
        if host != "*"
    ]
    if env.bool("BEHIND_TLS_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

POLICY_REPORTS = "/zgloszenia-przegladarek/"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        # Browsers hold the redirect behind a form to it, too: the way to the directory is one.
        "form-action": ["'self'", *(["/".join(OIDC_ISSUER.split("/")[:3])] if OIDC_ISSUER else [])],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        # What a browser stopped stands on Stan programu: kis.desk.policy_reports.
        "report-uri": [POLICY_REPORTS],
        "report-to": "kis",
    }
}

LANGUAGE_CODE = "pl"
TIME_ZONE = "Europe/Warsaw"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "kis.lib.formats"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
if not DEBUG:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "kis.lib.static_files.HashedModules"},
    }

# The month sheet posts 25 people × 31 days with their earlier values.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Without a mail server the program works and sends nothing, and its page of the program's state says so.
HAS_MAIL = bool(env.str("EMAIL_URL", default=""))
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if HAS_MAIL:
    try:
        mail = env.email_url("EMAIL_URL")
    except (ImproperlyConfigured, ValueError):
        raise ImproperlyConfigured(
            "EMAIL_URL: adres serwera poczty ma postać smtp+tls://użytkownik:hasło@serwer:587."
        ) from None
    locals().update(mail)
    DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="")
    if not DEFAULT_FROM_EMAIL:
        raise ImproperlyConfigured("Brakuje EMAIL_FROM: adresu, z którego program wysyła pocztę.")
EMAIL_TIMEOUT = 20
# Where the head of the access log leaves to each night: an address, a file of another machine, or both.
JOURNAL_HEAD_EMAIL = env.str("JOURNAL_HEAD_EMAIL", default="")
JOURNAL_HEAD_FILE = env.str("JOURNAL_HEAD_FILE", default="")
if JOURNAL_HEAD_EMAIL and not HAS_MAIL:
    raise ImproperlyConfigured(
        "JOURNAL_HEAD_EMAIL: skrót dziennika dostępu ma iść pocztą, a brakuje EMAIL_URL i EMAIL_FROM."
    )
# clamd of ClamAV: the path of its socket, or host:port.
VIRUS_SCANNER = env.str("VIRUS_SCANNER", default="")
if VIRUS_SCANNER and not re.fullmatch(r"/.+|[^:/]+:[0-9]+", VIRUS_SCANNER):
    raise ImproperlyConfigured(
        "VIRUS_SCANNER: ścieżka gniazda clamd, np. /run/clamav/clamd.ctl, albo serwer:port."
    )
# Whose data were erased, beside the backups and outside of what a restore brings back.
ERASURES_FILE = env.str("ERASURES_FILE", default="")
# Where people open the program: links in e-mails begin with it.
PROGRAM_ADDRESS = env.str("PROGRAM_ADDRESS", default="").rstrip("/") or (
    "http://localhost:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0]}"
)

# So many seconds a request waits for a paper, and a worker of many papers.
PAPER_SECONDS = env.int("PAPER_SECONDS", default=8)
WORKER_PAPER_SECONDS = env.int("WORKER_PAPER_SECONDS", default=30)
# A worker says so often that it lives; after so long a silence others take over what it had in hand.
WORKER_HEARTBEAT_SECONDS = env.int("WORKER_HEARTBEAT_SECONDS", default=5)
WORKER_SILENT_SECONDS = 4 * WORKER_HEARTBEAT_SECONDS
PROCRASTINATE_IMPORT_PATHS = [
    "psu.months.tasks",
    "kis.desk.consistency.tasks",
    "kis.desk.mailing.tasks",
]
PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": WORKER_HEARTBEAT_SECONDS,
    "stalled_worker_timeout": WORKER_SILENT_SECONDS,
    # Told to end, it ends after the paper in hand; the rest goes back into the queue.
    "shutdown_graceful_timeout": 1,
    "delete_jobs": "successful",  # every few seconds one looks for what a killed worker left
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "kis.lib.logs.WithoutRowsFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # The presses tell every step of every paper.
        **{name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
        # So do the workers, who look about every few seconds.
        "procrastinate": {"level": "WARNING"},
    },
}
