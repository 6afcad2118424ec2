#!/usr/bin/env python3
"""Writes dumps made by a real Django project, for the tests to import.

Needs Django 3.2 or later and django-oauth-toolkit. It makes a project of the shape of the old
service (a user model of its own, groups, permissions, applications) in SQLite, fills it, and lets
"manage.py dumpdata" write, beside this script:

    plain.json      everything, by ids
    natural.json    with --natural-foreign
    lines.jsonl     users and groups, with --format jsonl (Django 3.2 or later)

    python3 make_dumps.py
"""

import datetime
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def project(directory):
    """An app "users" with a user model, as the old service had it."""
    app = directory / "users"
    app.mkdir()
    (app / "__init__.py").write_text("")
    (app / "models.py").write_text(
        "from django.contrib.auth.models import AbstractUser\n"
        "class User(AbstractUser):\n    pass\n")
    sys.path.insert(0, str(directory))

    from django.conf import settings

    settings.configure(
        SECRET_KEY="not-a-secret",
        USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3",
                               "NAME": str(directory / "db.sqlite3")}},
        INSTALLED_APPS=["users", "django.contrib.auth", "django.contrib.contenttypes",
                        "django.contrib.sessions", "oauth2_provider"],
        AUTH_USER_MODEL="users.User",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher",
                          "django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    import django

    django.setup()


def fill():
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
    from django.contrib.auth.models import Group, Permission
    from django.contrib.sessions.models import Session
    from oauth2_provider.models import Application

    PBKDF2PasswordHasher.iterations = 1000
    joined = datetime.datetime(2021, 5, 17, 8, 30, 0, 123456, tzinfo=datetime.timezone.utc)
    user_model = get_user_model()

    def user(pk, username, **fields):
        password = fields.pop("password", "tr0mb0ne-quartet")
        made = user_model(pk=pk, username=username, date_joined=joined, **fields)
        if password is None:
            made.set_unusable_password()
        else:
            made.set_password(password)
        made.save(force_insert=True)
        return made

    boss = user(7, "Boss", email="boss@example.com", is_staff=True, is_superuser=True,
                last_login=joined + datetime.timedelta(days=1, microseconds=1))
    ada = user(41, "ada", email="ada@example.com", first_name="Ada", last_name="Lovelace")
    user(42, "Éva", email="", is_staff=True)
    old = user(43, "oldtimer", email="ada@example.com", is_active=False)
    old.password = make_password("tr0mb0ne-quartet", hasher="md5")
    old.save()
    user(44, "nologin", email="nologin@example.com", password=None)

    writers = Group.objects.create(pk=3, name="Writers")
    writers.permissions.set(Permission.objects.filter(codename__in=["add_user", "view_user"]))
    Group.objects.create(pk=9, name="Readers")
    ada.groups.add(writers)
    ada.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "add_group"]))

    Session.objects.create(session_key="a" * 32, session_data="", expire_date=joined)

    def application(name, grant, **fields):
        fields.setdefault("client_type", Application.CLIENT_CONFIDENTIAL)
        Application.objects.create(
            name=name, client_id=name, user=boss, authorization_grant_type=grant, **fields)

    application("web", "authorization-code", client_secret="web-secret",
                redirect_uris="https://a.example/cb https://b.example/cb?x=1", algorithm="RS256")
    application("spa", "authorization-code", client_type=Application.CLIENT_PUBLIC,
                redirect_uris="https://spa.example/", skip_authorization=True)
    application("worker", "client-credentials", client_secret=make_password("worker-secret"))
    application("legacy", "password", client_secret="legacy-secret")


def main():
    with tempfile.TemporaryDirectory() as name:
        project(pathlib.Path(name))
        from django.core.management import call_command

        call_command("migrate", run_syncdb=True, verbosity=0)
        fill()
        call_command("dumpdata", indent=1, output=str(HERE / "plain.json"))
        call_command("dumpdata", use_natural_foreign_keys=True, indent=1,
                     output=str(HERE / "natural.json"))
        call_command("dumpdata", "users", "auth", "contenttypes", format="jsonl",
                     output=str(HERE / "lines.jsonl"))


if __name__ == "__main__":
    main()
