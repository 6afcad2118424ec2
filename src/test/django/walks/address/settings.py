"""Users known by a UUID, who log in by e-mail and have one name; tokens of SimpleJWT and keys."""

from base import *  # noqa: F401,F403
from base import with_users

ROOT_URLCONF = "address.urls"
AUTH_USER_MODEL = "address.User"
INSTALLED_APPS = with_users("address") + ["rest_framework.authtoken"]
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": [
    "rest_framework.authentication.TokenAuthentication",
    "rest_framework_simplejwt.authentication.JWTAuthentication",
]}
