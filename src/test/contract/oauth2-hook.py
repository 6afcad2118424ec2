#!/usr/bin/env python3
"""Sets the stage for tests that compare the service with another over the wire.

Reads one JSON object from stdin and writes one to stdout:
  {"op": "prepare", "prefix": P, "staff": [usernames], "apps": [{name, type, grant, secret, redirect, label}]}
      -> {"staff": [those made staff], "clients": {name: [client id, secret]}}
  {"op": "deactivate", "prefix": P, "users": [usernames]} -> {"inactive": [those deactivated]}
  {"op": "cleanup", "prefix": P} -> {}

Users are changed through the service's API, OAuth2 clients through Keycloak's Admin API, both as the superuser.
"""
import argparse
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

ATTRIBUTES = {
    "access.token.lifespan": "3600",
    "exclude.session.state.from.auth.response": "true",
    "exclude.issuer.from.auth.response": "true",
}


class Service:
    def __init__(self, base, realm, superuser):
        self.base, self.realm = base.rstrip("/"), realm
        self.username, _, self.password = superuser.partition(":")
        self._api = self._admin = None

    def send(self, method, path, token=None, data=None, form=None):
        headers, body = {}, None
        if token:
            headers["Authorization"] = "Bearer " + token
        if data is not None:
            headers["Content-Type"], body = "application/json", json.dumps(data).encode()
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(self.base + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as response:
            text = response.read()
        return json.loads(text) if text else None

    def api(self, method, path, data=None):
        if not self._api:
            login = {"username": self.username, "password": self.password}
            self._api = self.send("POST", "/api/token/", data=login)["access"]
        return self.send(method, path, self._api, data)

    def admin(self, method, path, data=None):
        if not self._admin:
            form = {"grant_type": "password", "client_id": "admin-cli",
                    "username": self.username, "password": self.password}
            self._admin = self.send(
                "POST", "/realms/%s/protocol/openid-connect/token" % self.realm, form=form)["access_token"]
        return self.send(method, "/admin/realms/%s%s" % (self.realm, path), self._admin, data)

    def set_flag(self, usernames, flag, value):
        ids = {user["username"]: user["id"] for user in self.api("GET", "/api/users/")}
        changed = []
        for name in usernames:
            answer = self.api("PATCH", "/api/users/%s/" % ids[name], {flag: value})
            if answer.get(flag) is value:
                changed.append(name)
        return changed


def client(prefix, app):
    """A client of the realm that stands for a django-oauth-toolkit application."""
    grant = app["grant"]
    by_browser = grant in ("authorization-code", "implicit")
    representation = {
        "clientId": "%s-app-%s" % (prefix, app["name"]),
        "name": app["label"],
        "protocol": "openid-connect",
        "publicClient": app["type"] == "public",
        "standardFlowEnabled": grant == "authorization-code",
        "implicitFlowEnabled": grant == "implicit",
        "directAccessGrantsEnabled": grant == "password",
        "serviceAccountsEnabled": grant == "client-credentials",
        "fullScopeAllowed": False,
        "consentRequired": by_browser,
        "redirectUris": app["redirect"].split() if by_browser else [],
        "webOrigins": [],
        "defaultClientScopes": ["basic", "auth-service"],
        "optionalClientScopes": ["read", "write"],
        "attributes": ATTRIBUTES,
    }
    if app["type"] == "confidential":
        representation["secret"] = app["secret"]
    return representation


def prepare(service, request):
    made = {}
    for app in request["apps"]:
        representation = client(request["prefix"], app)
        service.admin("POST", "/clients", representation)
        made[app["name"]] = [representation["clientId"], app["secret"]]
    return {"staff": service.set_flag(request["staff"], "is_staff", True), "clients": made}


def deactivate(service, request):
    return {"inactive": service.set_flag(request["users"], "is_active", False)}


def cleanup(service, request):
    query = urllib.parse.urlencode({"clientId": request["prefix"], "search": "true", "max": 1000})
    for found in service.admin("GET", "/clients?" + query):
        if found["clientId"].startswith(request["prefix"]):
            service.admin("DELETE", "/clients/" + found["id"])
    return {}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--base", default=os.environ.get("AUTH_SERVICE_BASE", "http://localhost:8080"))
    parser.add_argument("--realm", default=os.environ.get("AUTH_SERVICE_REALM", "auth-service"))
    parser.add_argument("--superuser", metavar="NAME:PASSWORD",
                        default=os.environ.get("AUTH_SERVICE_SUPERUSER", "root:"))
    args = parser.parse_args()
    service = Service(args.base, args.realm, args.superuser)
    request = json.load(sys.stdin)
    operation = {"prepare": prepare, "deactivate": deactivate, "cleanup": cleanup}[request["op"]]
    try:
        json.dump(operation(service, request), sys.stdout)
    except urllib.error.HTTPError as error:
        sys.exit("%s %s: %s %s" % (error.code, error.url, error.reason, error.read().decode()[:500]))


if __name__ == "__main__":
    main()
