"""A Django project with the applications of the old service."""

import json
import os

from django.contrib.auth import hashers

SECRET_KEY = "of no use outside the tests"
USE_TZ = True
# A zone of its own, so that a moment read or written in local time shows.
TIME_ZONE = "Asia/Kolkata"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "users.User"
ROOT_URLCONF = "settings"
urlpatterns = []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin",
    "users",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Whatever this version of Django has; the first is the one it writes.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers." + name
    for name in (
        "PBKDF2PasswordHasher",
        "PBKDF2SHA1PasswordHasher",
        "Argon2PasswordHasher",
        "BCryptSHA256PasswordHasher",
        "BCryptPasswordHasher",
        "ScryptPasswordHasher",
        "MD5PasswordHasher",
        "UnsaltedSHA1PasswordHasher",
        "UnsaltedMD5PasswordHasher",
    )
    if hasattr(hashers, name)
]

DATABASES = {"default": json.loads(os.environ["DJANGO_DATABASE"])}
