"""What the settings of all walks have: those of ../project, and an API for clients."""

import os
from datetime import timedelta

from settings import *  # noqa: F401,F403
from settings import INSTALLED_APPS, TEMPLATES

ALLOWED_HOSTS = ["*"]
LOGGING_CONFIG = None

INSTALLED_APPS = INSTALLED_APPS + ["rest_framework"]
TEMPLATES = [{
    **TEMPLATES[0],
    "DIRS": [os.path.dirname(os.path.abspath(__file__))],
}]
SIMPLE_JWT = {
    # The key that the server is told of.
    "SIGNING_KEY": os.environ.get("SIGNING_KEY", ""),
    # Longer than a walk takes.
    "ACCESS_TOKEN_LIFETIME": timedelta(hours=1),
}


def with_users(app):
    """The applications, with the users of another one."""
    return [app if name == "users" else name for name in INSTALLED_APPS]
