"""The old service's own settings, with what a measurement sets: a PostgreSQL database whose
connections stay open, and no log, which would cost time that a log here does not."""

import os
from urllib.parse import urlsplit

for _name in (
    "SECRET_KEY",
    "SERVICE_API_TOKEN",
    "OIDC_ISS_ENDPOINT",
    "ARTIFACTORY_DOMAIN",
    "LOGIN_APP_VERSION",
):
    os.environ.setdefault(_name, "a value for the benchmark alone, long enough for HS256")

from pyauthservice.settings import *  # noqa: E402,F401,F403

DEBUG = False
ALLOWED_HOSTS = ["*"]
LOGGING = {}
LOGGING_CONFIG = None

_url = urlsplit(os.environ["BENCH_DATABASE"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": _url.hostname,
        "PORT": _url.port,
        "NAME": _url.path.lstrip("/"),
        "USER": _url.username,
        "CONN_MAX_AGE": None,
    }
}
