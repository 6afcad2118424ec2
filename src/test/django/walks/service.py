"""A Django service of one of the projects here, named by the first argument: it serves clients over
HTTP, and does what a test asks for. See ../lines.py.

DJANGO_DATABASE   an entry of DATABASES, as JSON
SIGNING_KEY       what SimpleJWT signs with
PROVIDER_BASE     where the identity provider is, for those that have one
"""

import os
import socketserver
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
os.environ["DJANGO_SETTINGS_MODULE"] = sys.argv[1] + ".settings"
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "project")]

import act  # noqa: E402
from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import close_old_connections  # noqa: E402

import lines  # noqa: E402


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Handler(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


def serve():
    """Serves from now on; where."""
    server = Server(("localhost", 0), Handler)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return "http://localhost:%d" % server.server_port


def create(fields, password):
    """Makes a user, as the project does; the id."""
    return str(act.User.objects.create_user(password=password, **fields).pk)


def create_boss(fields, password):
    return str(act.User.objects.create_superuser(password=password, **fields).pk)


def application(client_id, secret, grant, redirect):
    from oauth2_provider.models import Application

    Application.objects.create(
        client_id=client_id, client_secret=secret, name=client_id, client_type="confidential",
        authorization_grant_type=grant, redirect_uris=redirect)


def give_role(name, role):
    from roles.models import Membership, Role

    Membership.objects.create(
        user=act.named(name).get(),
        role=Role.objects.get_or_create(name=role, slug=role.lower())[0])


def enrol(name, key):
    """Has the user asked for codes by the key, which is hexadecimal."""
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=act.named(name).get(), name="phone", key=key)


def links(name):
    from allauth.socialaccount.models import SocialAccount

    return [[link.provider, link.uid] for link in
            SocialAccount.objects.filter(user=act.named(name).get())]


if __name__ == "__main__":
    lines.obey(
        act.COMMANDS + [serve, create, create_boss, application, give_role, enrol, links],
        close_old_connections)
