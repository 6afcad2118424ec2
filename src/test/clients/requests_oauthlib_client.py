"""requests-oauthlib, with PyJWT for the ID tokens, as a client of the service. See scene.py for
the settings."""
import os
import secrets
import time
from urllib.parse import parse_qsl

import jwt
import requests
from oauthlib.oauth2 import BackendApplicationClient, DeviceClient, OAuth2Error, WebApplicationClient
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

import scene

SCOPE = ["openid", "read", "write"]


def main():
    if scene.setting("SERVICE_BASE").startswith("http://"):
        os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    metadata = scene.provider()
    scene.done("discovery")

    browser = scene.Browser()
    web, nonce = logged_in(metadata, browser)
    scene.done("code with PKCE")

    claims = validated(metadata, web.token, web.client_id)
    scene.expect(nonce, claims["nonce"], "nonce")
    scene.done("ID token")

    scene.expect(claims["sub"], web.get(metadata["userinfo_endpoint"]).json()["sub"], "sub")
    scene.done("userinfo")

    me = web.get(scene.setting("SERVICE_BASE") + "/auth/me/").json()
    scene.expect(scene.setting("USER_NAME"), me["username"], "username")
    scene.done("API")

    live = introspected(metadata, web.token["access_token"])
    scene.expect((True, scene.setting("USER_NAME"), web.client_id),
                 (live["active"], live["username"], live["client_id"]), "introspection")
    scene.done("introspection")

    web.refresh_token(metadata["token_endpoint"], **credentials("CLIENT_WEB"))
    scene.expect(claims["sub"], validated(metadata, web.token, web.client_id)["sub"], "sub")
    scene.done("refresh")

    revoke(metadata, web)
    scene.expect({"active": False}, introspected(metadata, web.token["access_token"]), "answer")
    refused(metadata, web)
    scene.done("revocation")

    logout(metadata)
    scene.done("logout")

    device(metadata)
    scene.done("device")

    machine = OAuth2Session(
        client=BackendApplicationClient(scene.setting("CLIENT_MACHINE"), scope=["read"]))
    granted = machine.fetch_token(
        metadata["token_endpoint"], scope=["read"], **credentials("CLIENT_MACHINE", True))
    scene.expect(403, scene.me(granted["access_token"]).status_code, "status")
    scene.done("client credentials")


def credentials(name, fetching=False):
    """Arguments by which a request carries the client's secret."""
    client_id, secret = scene.setting(name), scene.setting("CLIENT_SECRET")
    if scene.setting("CLIENT_AUTHENTICATION") == "client_secret_basic":
        return {"auth": HTTPBasicAuth(client_id, secret)}
    if fetching:
        return {"include_client_id": True, "client_secret": secret}
    return {"client_id": client_id, "client_secret": secret}


def send(address, form):
    """Sends a form with the web client's secret: what the library itself sends no requests for."""
    sent = credentials("CLIENT_WEB")
    auth = sent.pop("auth", None)
    return requests.post(address, data={**form, **sent}, auth=auth, timeout=scene.TIMEOUT)


def logged_in(metadata, browser):
    """A session of the web client with a user's tokens, and the nonce it sent."""
    client = WebApplicationClient(scene.setting("CLIENT_WEB"))
    web = OAuth2Session(
        client=client, scope=SCOPE, redirect_uri=scene.setting("CLIENT_REDIRECT"))
    nonce, verifier = secrets.token_urlsafe(), client.create_code_verifier(64)
    address, _ = web.authorization_url(
        metadata["authorization_endpoint"], nonce=nonce, code_challenge_method="S256",
        code_challenge=client.create_code_challenge(verifier, "S256"))
    web.fetch_token(
        metadata["token_endpoint"], authorization_response=scene.arrive(address, browser),
        code_verifier=verifier, **credentials("CLIENT_WEB", True))
    return web, nonce


def validated(metadata, token, client_id):
    key = jwt.PyJWKClient(metadata["jwks_uri"]).get_signing_key_from_jwt(token["id_token"])
    return jwt.decode(
        token["id_token"], key.key, algorithms=["RS256"], audience=client_id,
        issuer=metadata["issuer"], options={"require": ["exp", "iat", "sub"]})


def introspected(metadata, token):
    return send(metadata["introspection_endpoint"], {"token": token}).json()


def revoke(metadata, web):
    address, _, body = WebApplicationClient(web.client_id).prepare_token_revocation_request(
        metadata["revocation_endpoint"], web.token["refresh_token"], "refresh_token")
    scene.expect(200, send(address, dict(parse_qsl(body))).status_code, "status")


def refused(metadata, web):
    try:
        web.refresh_token(metadata["token_endpoint"], **credentials("CLIENT_WEB"))
    except OAuth2Error as refusal:
        scene.expect("invalid_grant", refusal.error, "error")
        return
    raise AssertionError("the refresh token still works")


def logout(metadata):
    browser = scene.Browser()
    web, _ = logged_in(metadata, browser)
    browser.open(requests.Request("GET", metadata["end_session_endpoint"], params={
        "id_token_hint": web.token["id_token"], "state": "left",
        "post_logout_redirect_uri": scene.setting("CLIENT_REDIRECT")}).prepare().url)
    scene.expect(scene.setting("CLIENT_REDIRECT") + "?state=left", browser.address, "address")
    refused(metadata, web)


def device(metadata):
    client = DeviceClient(scene.setting("CLIENT_DEVICE"))
    session = OAuth2Session(client=client, scope=SCOPE)
    codes = requests.post(
        metadata["device_authorization_endpoint"], timeout=scene.TIMEOUT,
        data={"client_id": client.client_id, "scope": " ".join(SCOPE)}).json()

    def poll():
        return session.fetch_token(
            metadata["token_endpoint"], device_code=codes["device_code"], include_client_id=True)

    try:
        poll()
        raise AssertionError("a token before the user approved")
    except OAuth2Error as refusal:
        scene.expect("authorization_pending", refusal.error, "error")
    scene.approve_device(codes)
    time.sleep(codes["interval"])
    validated(metadata, poll(), client.client_id)
    scene.expect(200, scene.me(session.token["access_token"]).status_code, "status")


if __name__ == "__main__":
    main()
