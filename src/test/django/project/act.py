"""Does in Django what a test asks for: see lines.py."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
sys.path[:0] = [HERE, os.path.dirname(HERE)]

import django  # noqa: E402

django.setup()

from django.contrib.admin.models import CHANGE, LogEntry  # noqa: E402
from django.contrib.auth import authenticate, get_user_model, hashers  # noqa: E402
from django.contrib.auth.management.commands import changepassword  # noqa: E402
from django.contrib.auth.models import Group, Permission  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import close_old_connections  # noqa: E402

import lines  # noqa: E402

User = get_user_model()


def named(name):
    """Whoever logs in by a name."""
    return User.objects.filter(**{User.USERNAME_FIELD: name})


def migrate():
    call_command("migrate", verbosity=0)


def create_by_each_hasher(password):
    """A user for each hasher, named after its algorithm."""
    names = []
    for hasher in hashers.get_hashers():
        name = "by_" + hasher.algorithm
        user = User(username=name, email=name + "@example.com")
        user.password = hashers.make_password(password, hasher=hasher.algorithm)
        user.save()
        names.append(name)
    return names


def create_superuser(name, password):
    os.environ["DJANGO_SUPERUSER_PASSWORD"] = password
    call_command(
        "createsuperuser", "--noinput", username=name, email=name + "@example.com", verbosity=0
    )


def change_password(name, password):
    command = changepassword.Command()
    command._get_pass = lambda prompt="": password
    call_command(command, name, stdout=open(os.devnull, "w"))


def give_group_and_permission(name, group):
    user = named(name).get()
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    user.user_permissions.add(Permission.objects.get(codename="change_user"))
    LogEntry.objects.log_action(user.pk, None, user.pk, name, CHANGE, "by hand")


def log_in(name, password):
    """Whether Django lets the user in."""
    return authenticate(username=name, password=password) is not None


def user(name):
    """The user as Django reads it, or null."""
    found = named(name).first()
    return found and {
        "id": found.pk,
        "email": found.email,
        "first_name": found.first_name,
        "is_active": found.is_active,
        "is_staff": found.is_staff,
        "is_superuser": found.is_superuser,
        "groups": [group.name for group in found.groups.all()],
        "algorithm": hashers.identify_hasher(found.password).algorithm,
        "date_joined": found.date_joined.timestamp(),
        "last_login": found.last_login and found.last_login.timestamp(),
    }


def usernames():
    return list(User.objects.order_by("pk").values_list(User.USERNAME_FIELD, flat=True))


def set_active(name, active):
    named(name).update(is_active=active)


def delete(name):
    named(name).get().delete()


COMMANDS = [
    migrate,
    create_by_each_hasher,
    create_superuser,
    change_password,
    give_group_and_permission,
    log_in,
    user,
    usernames,
    set_active,
    delete,
]

if __name__ == "__main__":
    lines.obey(COMMANDS, close_old_connections)
