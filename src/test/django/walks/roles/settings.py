"""Users with one name and roles in tables of the project's own, who log in by password and a second
factor of django-otp, or at a provider by allauth."""

import os

from base import *  # noqa: F401,F403
from base import with_users

ROOT_URLCONF = "roles.urls"
AUTH_USER_MODEL = "roles.User"
INSTALLED_APPS = with_users("roles") + [
    "django.contrib.sites", "django_otp", "django_otp.plugins.otp_totp", "allauth",
    "allauth.account", "allauth.socialaccount", "allauth.socialaccount.providers.keycloak",
]
SITE_ID = 1
LOGIN_REDIRECT_URL = "/accounts/in/"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
SOCIALACCOUNT_PROVIDERS = {"keycloak": {
    "KEYCLOAK_URL": os.environ.get("PROVIDER_BASE", ""), "KEYCLOAK_REALM": "partner",
    "APP": {"client_id": "projects", "secret": "of-the-partner"},
}}
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_VERIFICATION = "none"
REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": [
    "rest_framework_simplejwt.authentication.JWTAuthentication",
]}
