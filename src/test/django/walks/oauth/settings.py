"""AbstractUser with Django's groups, tokens of SimpleJWT, which notes them, and an OAuth2 server."""

from base import *  # noqa: F401,F403
from base import INSTALLED_APPS

ROOT_URLCONF = "oauth.urls"
INSTALLED_APPS = INSTALLED_APPS + [
    "oauth2_provider", "rest_framework_simplejwt.token_blacklist",
]
LOGIN_URL = "/accounts/login/"
OAUTH2_PROVIDER = {"SCOPES": {"read": "Read", "write": "Write", "introspection": "Introspect"}}
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": [
    "oauth2_provider.contrib.rest_framework.OAuth2Authentication",
    "rest_framework_simplejwt.authentication.JWTAuthentication",
]}
