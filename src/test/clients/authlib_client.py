"""Authlib as a client of the service. See scene.py for the settings."""
import time

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oidc.core import CodeIDToken

import scene

DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
SCOPE = "openid read write"


def client(name, **more):
    method = scene.setting("CLIENT_AUTHENTICATION")
    return OAuth2Session(
        scene.setting(name), scene.setting("CLIENT_SECRET"), token_endpoint_auth_method=method,
        revocation_endpoint_auth_method=method, **more)


def validated(metadata, token, client_id, nonce=None):
    """The claims of an ID token: signature, issuer, audience, times, nonce, access token."""
    keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"], timeout=60).json())
    claims = jwt.decode(
        token["id_token"], keys, claims_cls=CodeIDToken,
        claims_options={"iss": {"essential": True, "value": metadata["issuer"]},
                        "aud": {"essential": True, "value": client_id}},
        claims_params={"client_id": client_id, "nonce": nonce,
                       "access_token": token["access_token"]})
    claims.validate()
    return claims


def refused(error, call):
    try:
        call()
    except OAuthError as refusal:
        scene.expect(error, refusal.error, "error")
        return
    raise AssertionError("expected " + error)


def main():
    metadata = scene.provider()
    scene.done("discovery")

    web, token, nonce = logged_in(metadata, scene.Browser())
    scene.expect(set(SCOPE.split()), set(token["scope"].split()), "scope")
    scene.done("code with PKCE")

    claims = validated(metadata, token, web.client_id, nonce)
    scene.done("ID token")

    scene.expect(claims["sub"], web.get(metadata["userinfo_endpoint"]).json()["sub"], "sub")
    scene.done("userinfo")

    me = web.get(scene.setting("SERVICE_BASE") + "/auth/me/").json()
    scene.expect(scene.setting("USER_NAME"), me["username"], "username")
    scene.done("API")

    def introspected():
        return web.introspect_token(
            metadata["introspection_endpoint"], token=web.token["access_token"],
            token_type_hint="access_token").json()

    live = introspected()
    scene.expect((True, scene.setting("USER_NAME"), web.client_id),
                 (live["active"], live["username"], live["client_id"]), "introspection")
    scene.done("introspection")

    renewed = web.refresh_token(metadata["token_endpoint"])
    scene.expect(claims["sub"], validated(metadata, renewed, web.client_id)["sub"], "sub")
    scene.done("refresh")

    revocation = web.revoke_token(
        metadata["revocation_endpoint"], token=renewed["refresh_token"],
        token_type_hint="refresh_token")
    scene.expect(200, revocation.status_code, "status")
    scene.expect({"active": False}, introspected(), "introspection")
    refused("invalid_grant", lambda: web.refresh_token(
        metadata["token_endpoint"], refresh_token=renewed["refresh_token"]))
    scene.done("revocation")

    logout(metadata)
    scene.done("logout")

    device(metadata)
    scene.done("device")

    machine = client("CLIENT_MACHINE", scope="read")
    granted = machine.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")
    scene.expect("read", granted["scope"], "scope")
    scene.expect(403, scene.me(granted["access_token"]).status_code, "status")
    scene.done("client credentials")


def logged_in(metadata, browser):
    """A session of the web client, a user's tokens, and the nonce it sent."""
    web = client("CLIENT_WEB", scope=SCOPE, redirect_uri=scene.setting("CLIENT_REDIRECT"),
                 code_challenge_method="S256")
    verifier, nonce = generate_token(48), generate_token()
    address, state = web.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
    token = web.fetch_token(
        metadata["token_endpoint"], state=state, code_verifier=verifier,
        authorization_response=scene.arrive(address, browser))
    return web, token, nonce


def logout(metadata):
    browser = scene.Browser()
    web, token, _ = logged_in(metadata, browser)
    address = requests.Request("GET", metadata["end_session_endpoint"], params={
        "id_token_hint": token["id_token"], "state": "left",
        "post_logout_redirect_uri": scene.setting("CLIENT_REDIRECT")}).prepare().url
    browser.open(address)
    scene.expect(scene.setting("CLIENT_REDIRECT") + "?state=left", browser.address, "address")
    refused("invalid_grant", lambda: web.refresh_token(metadata["token_endpoint"]))


def device(metadata):
    session = OAuth2Session(scene.setting("CLIENT_DEVICE"), scope=SCOPE)
    codes = requests.post(
        metadata["device_authorization_endpoint"], timeout=60,
        data={"client_id": session.client_id, "scope": SCOPE}).json()

    def poll():
        return session.fetch_token(
            metadata["token_endpoint"], grant_type=DEVICE_GRANT, device_code=codes["device_code"])

    refused("authorization_pending", poll)
    scene.approve_device(codes)
    time.sleep(codes["interval"])
    token = poll()
    validated(metadata, token, session.client_id)
    scene.expect(200, scene.me(token["access_token"]).status_code, "status")


if __name__ == "__main__":
    main()
