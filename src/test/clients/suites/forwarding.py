"""A plugin of pytest by which other people's tests of Django services run against a server of ours.

What they send with Django's test client goes over HTTP to the server; the users and applications
that they make in their own database are made there too, and removed after each test. It knows
SimpleJWT's addresses and django-oauth-toolkit's. The settings are environment variables:

SERVICE_BASE                      scheme, host and port of a server that holds nothing else
SERVICE_REALM                     its realm, if it is not auth-service
SUPERUSER_NAME, SUPERUSER_PASSWORD
"""
import json
import os
import secrets
import sys
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

import pytest
import requests
from django.http import HttpResponse

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import scene  # noqa: E402

BASE, REALM = scene.setting("SERVICE_BASE"), os.environ.get("SERVICE_REALM", "auth-service")
PATHS = {
    "/token/pair/": "/api/token/",
    "/token/refresh/": "/api/token/refresh/",
    "/token/verify/": "/api/token/verify/",
    "/token/blacklist/": "/api/token/blacklist/",
    "/test-view/": "/auth/me/",
}
# The toolkit's own pages are Django's, and are not looked for at the server.
OURS = ("/o/authorize/", "/o/token/", "/o/revoke_token/", "/o/introspect/", "/o/userinfo/",
        "/o/.well-known/", "/o/logout/")
INTROSPECTOR = "suite-introspector", "a-secret-of-the-suites"


class Answer(HttpResponse):
    """An answer of the server, with what tests ask Django's for."""

    context_data, context, templates = {}, {}, ()

    @property
    def url(self):
        return self["Location"]

    @property
    def data(self):
        return self.json()

    def json(self):
        return json.loads(self.content)


class Remote:
    """The server's users and clients, as far as the test that runs has made some."""

    def __init__(self):
        self.session, self.admin = requests.Session(), requests.Session()
        self.users, self.clients, self.passwords = set(), {}, {}
        self.asked = False

    def call(self, session, method, path, **more):
        answer = session.request(method, BASE + path, timeout=scene.TIMEOUT, **more)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            self.log_in()
            answer = session.request(method, BASE + path, timeout=scene.TIMEOUT, **more)
        if answer.status_code >= 400:
            raise AssertionError("%s %s: %s" % (method, path, answer.text))
        return answer

    def log_in(self):
        person = {"username": scene.setting("SUPERUSER_NAME"),
                  "password": scene.setting("SUPERUSER_PASSWORD")}
        access = requests.post(BASE + "/api/token/", json=person, timeout=scene.TIMEOUT).json()
        self.session.headers["Authorization"] = "Bearer " + access["access"]
        granted = requests.post(
            BASE + "/realms/%s/protocol/openid-connect/token" % REALM, timeout=scene.TIMEOUT,
            data={"grant_type": "password", "client_id": "admin-cli", **person}).json()
        self.admin.headers["Authorization"] = "Bearer " + granted["access_token"]

    def save_user(self, user, password):
        """Before it is saved at home, where it gets the number that the server gave it."""
        if password is not None:
            self.passwords[user.username] = password
        body = {"username": user.username, "is_active": user.is_active,
                "email": user.email or user.username + "@example.com",
                "first_name": user.first_name, "last_name": user.last_name}
        if user.pk in self.users:
            self.call(self.session, "PATCH", "/api/users/%d/" % user.pk, json=body)
        else:
            body["password"] = password or secrets.token_urlsafe(24)
            made = self.call(self.session, "POST", "/api/users/", json=body)
            user.pk = made.json()["id"]
            self.users.add(user.pk)

    def remove_user(self, pk):
        if pk in self.users:
            self.users.remove(pk)
            self.call(self.session, "DELETE", "/api/users/%d/" % pk)

    def save_client(self, application):
        grant = application.authorization_grant_type
        machine = grant == "client-credentials"
        # The toolkit lets a public client be asked for its secret; in Keycloak it has none.
        confidential = application.client_type == "confidential" or machine
        path = "/admin/realms/%s/clients" % REALM
        body = {
            "clientId": application.client_id,
            "publicClient": not confidential,
            "redirectUris": application.redirect_uris.split(),
            "standardFlowEnabled": grant in ("authorization-code", "openid-hybrid"),
            "implicitFlowEnabled": grant in ("implicit", "openid-hybrid"),
            "directAccessGrantsEnabled": grant == "password",
            "serviceAccountsEnabled": machine,
            "consentRequired": grant not in ("password", "client-credentials")
            and not application.skip_authorization,
            "fullScopeAllowed": False,
            "defaultClientScopes": ["basic", "auth-service"],
            "optionalClientScopes": ["read", "write", "introspection"],
            "attributes": {"access.token.lifespan": "36000",
                           "exclude.session.state.from.auth.response": "true",
                           "exclude.issuer.from.auth.response": "true"},
        }
        if confidential:
            body["secret"] = application.client_secret
        if application.pk in self.clients:
            self.call(self.admin, "PUT", path + "/" + self.clients[application.pk], json=body)
        else:
            made = self.call(self.admin, "POST", path, json=body)
            self.clients[application.pk] = made.headers["Location"].rsplit("/", 1)[1]

    def remove_client(self, pk):
        if pk in self.clients:
            self.call(self.admin, "DELETE",
                      "/admin/realms/%s/clients/%s" % (REALM, self.clients.pop(pk)))

    def clear(self):
        for pk in list(self.clients):
            self.remove_client(pk)
        for pk in list(self.users):
            self.remove_user(pk)
        self.passwords.clear()


REMOTE = Remote()
RAW = {}


def remembering(make_password):
    """Django's function, of whose results the passwords are remembered."""
    def made(password, *arguments, **more):
        encoded = make_password(password, *arguments, **more)
        RAW[encoded] = password
        return encoded
    return made


def forwarded(environ):
    """The server's answer to what a test would have sent to its own views."""
    path = environ.get("PATH_INFO", "/")
    headers = {name[5:].replace("_", "-"): value for name, value in environ.items()
               if name.startswith("HTTP_") and name not in ("HTTP_COOKIE", "HTTP_HOST")}
    headers["Content-Type"] = environ.get("CONTENT_TYPE", "")
    body = environ["wsgi.input"].read() if "wsgi.input" in environ else b""
    answer = requests.request(
        environ["REQUEST_METHOD"], BASE + PATHS.get(path, path), data=body, timeout=scene.TIMEOUT,
        params=environ.get("QUERY_STRING", ""), allow_redirects=False,
        headers={name: value for name, value in headers.items() if value})
    content = answer.content
    if path == "/test-view/" and answer.status_code == HTTPStatus.OK:
        content = b'{"foo": "bar"}'
    return answered(answer.status_code, content, answer.headers)


def answered(status, content=b"", headers=()):
    answer = Answer(content, status=status)
    for name, value in dict(headers).items():
        if name.lower() not in ("content-length", "transfer-encoding", "connection"):
            answer[name] = value
    return answer


def authorized(environ, name):
    """What the browser of a person who is logged in gets: the question, or where it is sent."""
    form = dict(parse_qsl(environ.get("QUERY_STRING", "")))
    if environ["REQUEST_METHOD"] == "POST":
        form.update(parse_qsl(environ["wsgi.input"].read().decode()))
    allowed = form.pop("allow", None)
    browser = scene.Browser(BASE)
    try:
        browser.open(BASE + "/o/authorize/?" + urlencode(form))
        if browser.page and name is not None:
            browser.submit(username=name, password=REMOTE.passwords[name])
        if browser.page and environ["REQUEST_METHOD"] == "POST":
            choice = {"accept": "Yes"} if allowed in ("True", "on", "true") else {"cancel": "No"}
            browser.submit(**choice)
    except requests.HTTPError as refusal:
        return answered(refusal.response.status_code, refusal.response.content)
    if browser.page:
        return answered(HTTPStatus.OK, browser.page.encode())
    return answered(HTTPStatus.FOUND, headers={"Location": browser.address})


def request_over_http(client, **request):
    environ = client._base_environ(**request)
    path = environ.get("PATH_INFO", "/")
    REMOTE.asked = REMOTE.asked or path in PATHS or path.startswith(OURS)
    if path == "/o/authorize/":
        return authorized(environ, getattr(client, "remote_name", None))
    if path in PATHS or path.startswith(OURS):
        return forwarded(environ)
    return client.request_at_home(**request)


def multipart_as_form(client, path, data=None, content_type=None, **more):
    """What a test posts without saying how; the toolkit's own views take it either way."""
    from django.test.client import MULTIPART_CONTENT
    if content_type in (None, MULTIPART_CONTENT) and path.startswith(OURS):
        return client.post_at_home(
            path, urlencode(data or {}, doseq=True), "application/x-www-form-urlencoded", **more)
    return client.post_at_home(path, data, content_type or MULTIPART_CONTENT, **more)


def pytest_configure(config):
    try:
        from oauth2_provider.settings import DEFAULTS
    except ImportError:
        return
    # What the tests look at with a token is at home, and asks the server about it.
    DEFAULTS["RESOURCE_SERVER_INTROSPECTION_URL"] = BASE + "/o/introspect/"
    DEFAULTS["RESOURCE_SERVER_INTROSPECTION_CREDENTIALS"] = INTROSPECTOR
    # The next test's tokens are others.
    DEFAULTS["RESOURCE_SERVER_TOKEN_CACHING_SECONDS"] = 60


@pytest.fixture(autouse=True, scope="session")
def server():
    from django.contrib.auth import base_user, get_user_model, models
    from django.db.models.signals import post_delete, post_save, pre_save
    from django.test import Client

    for module in base_user, models:
        module.make_password = remembering(module.make_password)
    Client.request_at_home, Client.request = Client.request, request_over_http
    Client.post_at_home, Client.post = Client.post, multipart_as_form
    login, force_login, logout = Client.login, Client.force_login, Client.logout

    def logged_in(client, **credentials):
        client.remote_name = credentials.get("username")
        return login(client, **credentials)

    def known(client, user, backend=None):
        client.remote_name = user.get_username()
        return force_login(client, user, backend)

    def left(client):
        client.remote_name = None
        return logout(client)

    def save_user(instance, update_fields, **_):
        if update_fields is None or set(update_fields) != {"last_login"}:
            REMOTE.save_user(instance, RAW.get(instance.password))

    Client.login, Client.force_login, Client.logout = logged_in, known, left
    pre_save.connect(save_user, sender=get_user_model(), weak=False)
    post_delete.connect(
        lambda instance, **_: REMOTE.remove_user(instance.pk), sender=get_user_model(), weak=False)
    REMOTE.log_in()
    try:
        from oauth2_provider.models import get_application_model
    except (ImportError, RuntimeError):
        yield
        return
    model = get_application_model()
    post_save.connect(
        lambda instance, **_: REMOTE.save_client(instance), sender=model, weak=False)
    post_delete.connect(
        lambda instance, **_: REMOTE.remove_client(instance.pk), sender=model, weak=False)
    introspector = model(
        pk=0, client_id=INTROSPECTOR[0], client_secret=INTROSPECTOR[1], redirect_uris="",
        client_type="confidential", authorization_grant_type="client-credentials")
    REMOTE.save_client(introspector)
    REMOTE.kept = REMOTE.clients.pop(0)
    yield
    REMOTE.clients[0] = REMOTE.kept
    REMOTE.clear()


@pytest.fixture(autouse=True)
def nothing_is_left(server, record_property):
    REMOTE.asked = False
    yield
    record_property("asked", REMOTE.asked)
    REMOTE.clear()
