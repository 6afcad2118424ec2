"""What the scripts in Python share: their settings, the provider's addresses, and a browser.

The settings are environment variables:

SERVICE_BASE        scheme, host and port of the server
SERVICE_ISSUER      the issuer a client expects
SERVICE_DISCOVERY   the address of the discovery document to begin with
SERVICE_ADDRESSES   "advertised": those the document names; "old": django-oauth-toolkit's
USER_NAME, USER_PASSWORD
CLIENT_WEB, CLIENT_DEVICE, CLIENT_MACHINE, CLIENT_SECRET, CLIENT_REDIRECT
CLIENT_AUTHENTICATION   "client_secret_basic" or "client_secret_post"

Those that try what the pages print, from a copy of this folder in which the addresses of the pages
are those of the test, have others:

SERVICE_BASE, USER_NAME, USER_PASSWORD
SHOP_BASE           the shop, which is a client of the service
SUPERUSER_NAME, SUPERUSER_PASSWORD
"""
import os
import runpy
import uuid
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

TIMEOUT = 60
OLD_ADDRESSES = {
    "authorization_endpoint": "/o/authorize/",
    "token_endpoint": "/o/token/",
    "revocation_endpoint": "/o/revoke_token/",
    "introspection_endpoint": "/o/introspect/",
    "userinfo_endpoint": "/o/userinfo/",
    "end_session_endpoint": "/o/logout/",
    "device_authorization_endpoint": "/o/device-authorization/",
    "jwks_uri": "/o/.well-known/jwks.json",
}


def setting(name):
    return os.environ[name]


def done(step):
    print("ok " + step, flush=True)


def expect(expected, actual, what):
    if expected != actual:
        raise AssertionError("%s: expected %r, got %r" % (what, expected, actual))


def provider():
    """The provider's metadata, if they are those of the issuer that is expected."""
    response = requests.get(setting("SERVICE_DISCOVERY"), timeout=TIMEOUT)
    response.raise_for_status()
    metadata = response.json()
    expect(setting("SERVICE_ISSUER"), metadata["issuer"], "issuer")
    if setting("SERVICE_ADDRESSES") == "old":
        for name, path in OLD_ADDRESSES.items():
            metadata[name] = setting("SERVICE_BASE") + path
    return metadata


def recipe(name):
    """What a file of settings sets."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "recipes", name)
    return {name: value for name, value in runpy.run_path(path).items() if name.isupper()}


def registered(email):
    """The name of a new user with an address that may be another's; the password is the same."""
    name = "s" + uuid.uuid4().hex[:16]
    answer = requests.post(setting("SERVICE_BASE") + "/api/users/", timeout=TIMEOUT, json={
        "username": name, "password": setting("USER_PASSWORD"), "email": email})
    expect(201, answer.status_code, "status")
    return name


def api_token(name=None):
    """An access token of /api/token/."""
    answer = requests.post(setting("SERVICE_BASE") + "/api/token/", timeout=TIMEOUT, json={
        "username": name or setting("USER_NAME"), "password": setting("USER_PASSWORD")})
    expect(200, answer.status_code, "status")
    return answer.json()["access"]


def me(access_token):
    """The caller as the API shows it to the bearer of a token."""
    headers = {"Authorization": "Bearer " + access_token}
    return requests.get(setting("SERVICE_BASE") + "/auth/me/", headers=headers, timeout=TIMEOUT)


class Form(HTMLParser):
    """The first form of a page: where it is sent, and its hidden fields."""

    def __init__(self, page):
        super().__init__()
        self.action, self.fields, self._open = None, {}, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form" and self.action is None:
            self.action, self._open = attributes.get("action") or "", True
        elif tag == "input" and self._open and attributes.get("type") == "hidden":
            self.fields[attributes["name"]] = attributes.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = False


class Browser:
    """Cookies, redirects within the server, forms. As browsers do for localhost, it takes plain
    HTTP for secure. It goes where the bases lead, and remembers where it was sent beyond."""

    def __init__(self, *bases):
        self.bases = tuple(base + "/" for base in bases or [setting("SERVICE_BASE")])
        self.session = requests.Session()
        self.session.headers["Accept"] = "text/html,*/*;q=0.8"
        self.address, self.page = None, ""

    def open(self, address):
        self._go("GET", address)
        return self

    def submit(self, **fields):
        """Fills in the page's form and sends it."""
        form = Form(self.page)
        if form.action is None:
            raise AssertionError("no form on %s:\n%s" % (self.address, self.page))
        self._go("POST", urljoin(self.address, form.action), {**form.fields, **fields})
        return self

    def log_in(self, name=None):
        self.submit(username=name or setting("USER_NAME"), password=setting("USER_PASSWORD"))
        return self

    def _go(self, method, address, form=None):
        while True:
            response = self.session.request(
                method, address, data=form, allow_redirects=False, timeout=TIMEOUT)
            for cookie in self.session.cookies:
                cookie.secure = False
            self.address, self.page = address, response.text
            if not response.is_redirect:
                response.raise_for_status()
                return
            address, method, form = urljoin(address, response.headers["Location"]), "GET", None
            if not address.startswith(self.bases):
                self.address, self.page = address, ""
                return


def arrive(authorization_url, browser):
    """Logs the user in, consents if asked, and tells the address the user came back to."""
    browser.open(authorization_url).log_in()
    if browser.page:
        browser.submit(accept="Yes")
    return browser.address


def approve_device(codes):
    """Does what the device shows its user: types the code at the address, logs in, approves."""
    browser = Browser().open(codes["verification_uri"])
    browser.submit(device_user_code=codes["user_code"]).log_in().submit(accept="Yes")
