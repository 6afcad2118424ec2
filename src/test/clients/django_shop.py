"""A shop made with Django, as far as every recipe for it needs one: its own database in memory."""
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

import scene

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "recipes"))

APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
        "django.contrib.messages"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware",
              "django.contrib.auth.middleware.AuthenticationMiddleware",
              "django.contrib.messages.middleware.MessageMiddleware"]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages"]}}]


def begin(urls, apps, **more):
    """Sets Django up, and makes the tables."""
    settings.configure(**{
        "SECRET_KEY": "a-key-that-only-the-tests-have-0123456789", "ALLOWED_HOSTS": ["*"],
        "ROOT_URLCONF": urls, "INSTALLED_APPS": APPS + apps, "MIDDLEWARE": MIDDLEWARE,
        "TEMPLATES": TEMPLATES, "USE_TZ": True, "DEFAULT_AUTO_FIELD": "django.db.models.AutoField",
        "LOGIN_REDIRECT_URL": "/in/", "LOGIN_URL": "/login/",
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        "LOGGING_CONFIG": None, **more})
    django.setup()
    call_command("migrate", verbosity=0)


def status(answer, expected):
    """Like the answer, but it fails if the status is another."""
    scene.expect(expected, answer.status_code, "status of %s" % answer.content[:300])
    return answer


class Visitor:
    """A person at the shop: Django's test client for the shop, a browser for the service."""

    def __init__(self):
        from django.test import Client
        self.shop = Client(HTTP_HOST=scene.setting("SHOP_BASE").split("//")[1])
        self.browser = scene.Browser()

    def path(self, address):
        """The part of an address that the shop's test client wants."""
        scene.expect(scene.setting("SHOP_BASE"), address[:len(scene.setting("SHOP_BASE"))], "shop")
        return address[len(scene.setting("SHOP_BASE")):]

    def log_in(self, departure, name):
        """From the shop's redirect to what the shop answers once the person is back."""
        self.browser.open(status(departure, 302)["Location"]).log_in(name)
        return self.shop.get(self.path(self.browser.address))

    def user(self):
        from django.contrib.auth import get_user
        from types import SimpleNamespace
        return get_user(SimpleNamespace(session=self.shop.session))
