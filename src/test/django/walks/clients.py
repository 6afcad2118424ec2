"""Clients that stay logged in while the service behind their address is another: see ../lines.py."""

import os
import sys
from urllib.parse import parse_qs, urlsplit

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
TESTS = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path[:0] = [os.path.join(TESTS, "django"), os.path.join(TESTS, "clients")]

import requests  # noqa: E402
from authlib.integrations.requests_client import OAuth2Session as Machine  # noqa: E402
from oauthlib.oauth2 import OAuth2Error  # noqa: E402
from requests.auth import HTTPBasicAuth  # noqa: E402
from requests_oauthlib import OAuth2Session  # noqa: E402

import lines  # noqa: E402
import scene  # noqa: E402

ADDRESS = {}
CLIENTS = {}


def url(path):
    return ADDRESS["base"] + path


def post(path, **sent):
    return requests.post(url(path), timeout=scene.TIMEOUT, **sent)


def me(authorization):
    return requests.get(
        url("/auth/me/"), headers={"Authorization": authorization}, timeout=scene.TIMEOUT)


class SimpleJwt:
    """An access token and a refresh token, which it keeps unless it is given another."""

    def __init__(self, **credentials):
        answer = post("/api/token/", json=credentials)
        scene.expect(200, answer.status_code, "status of %s" % answer.text[:300])
        self.access, self.refresh = answer.json()["access"], answer.json()["refresh"]

    def call(self):
        return me("Bearer " + self.access)

    def renew(self):
        answer = post("/api/token/refresh/", json={"refresh": self.refresh})
        if answer.status_code == 200:
            self.access = answer.json()["access"]
            self.refresh = answer.json().get("refresh", self.refresh)
        return answer.status_code

    def log_out(self):
        return post("/api/token/blacklist/", json={"refresh": self.refresh}).status_code


class Key:
    """A key of Django REST framework."""

    def __init__(self, **credentials):
        answer = post("/api-token-auth/", json=credentials)
        scene.expect(200, answer.status_code, "status of %s" % answer.text[:300])
        self.key = answer.json()["token"]

    def call(self):
        return me("Token " + self.key)

    def renew(self):
        return 401


class OAuth:
    """requests-oauthlib with the tokens of a person who logged in by a browser."""

    def __init__(self, client_id, secret, redirect, username, password):
        self.authentication = HTTPBasicAuth(client_id, secret)
        self.session = OAuth2Session(client_id, redirect_uri=redirect, scope=["read", "write"])
        address, _ = self.session.authorization_url(url("/o/authorize/"))
        browser = scene.Browser(ADDRESS["base"]).open(address)
        browser.submit(username=username, password=password)
        if browser.page:
            # Each takes its own button, and leaves the other's alone.
            browser.submit(allow="Authorize", accept="Yes")
        self.session.fetch_token(
            url("/o/token/"), authorization_response=browser.address, auth=self.authentication)

    def call(self):
        return self.session.get(url("/auth/me/"), timeout=scene.TIMEOUT)

    def renew(self):
        try:
            self.session.refresh_token(url("/o/token/"), auth=self.authentication)
            return 200
        except OAuth2Error as refusal:
            return refusal.status_code

    def log_out(self):
        return post("/o/revoke_token/", auth=self.authentication, data={
            "token": self.session.token["refresh_token"]}).status_code


class Worker:
    """Authlib with a token for the client itself, which it asks the service about."""

    def __init__(self, client_id, secret):
        self.session = Machine(client_id, secret, scope="read")
        self.credentials = (client_id, secret)
        self.renew()

    def call(self):
        return post("/o/introspect/", auth=self.credentials,
                    data={"token": self.session.token["access_token"]})

    def renew(self):
        self.session.fetch_token(url("/o/token/"), grant_type="client_credentials")
        return 200


KINDS = {kind.__name__: kind for kind in (SimpleJwt, Key, OAuth, Worker)}


def go_to(base):
    """All clients find the service there from now on."""
    ADDRESS["base"] = base


def log_in(label, kind, settings):
    CLIENTS[label] = KINDS[kind](**settings)


def obtain(credentials):
    """The status of a log-in that nobody keeps the tokens of."""
    return post("/api/token/", json=credentials).status_code


def call(label):
    """What a client is answered, and why it had to have its token renewed for it, if it had."""
    client = CLIENTS[label]
    answer, refusal = client.call(), None
    if answer.status_code == 401 and client.renew() == 200:
        refusal, answer = answer.text, client.call()
    return {"status": answer.status_code, "body": answer.json(), "refusal": refusal}


def renew(label):
    """The status of an exchange for a new access token."""
    return CLIENTS[label].renew()


def log_out(label):
    return CLIENTS[label].log_out()


def at_provider(departure, base, username, password):
    """Goes from an address of the service to the provider at the base, logs in there, and tells
    where it came back to and what it saw."""
    browser = scene.Browser(ADDRESS["base"], base).open(departure)
    browser.submit(username=username, password=password)
    return {"address": browser.address, "page": browser.page}


def code_flow(client_id, redirect, token_address, departure, base, username, password):
    """Who is logged in once the provider at the base has let them in."""
    came = at_provider(departure, base, username, password)["address"]
    scene.expect(redirect, came.split("?")[0], "address")
    answer = requests.post(token_address, timeout=scene.TIMEOUT, data={
        "grant_type": "authorization_code", "client_id": client_id, "redirect_uri": redirect,
        "code": parse_qs(urlsplit(came).query)["code"][0]})
    scene.expect(200, answer.status_code, "status of %s" % answer.text[:300])
    return me("Bearer " + answer.json()["access_token"]).json()


if __name__ == "__main__":
    lines.obey([go_to, log_in, obtain, call, renew, log_out, at_provider, code_flow])
