"""A mobile or desktop app by the rules of RFC 8252, as AppAuth keeps them, with Authlib. See
scene.py."""
import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

import scene

REALM = "/realms/auth-service/protocol/openid-connect"


def app(redirect):
    return OAuth2Session("shop-mobile", scope="openid read write", redirect_uri=redirect,
                         code_challenge_method="S256", token_endpoint_auth_method="none")


def departed(session, **more):
    return session.create_authorization_url(scene.setting("SERVICE_BASE") + REALM + "/auth", **more)


def logged_in(redirect):
    session, verifier = app(redirect), generate_token(48)
    address, state = departed(session, code_verifier=verifier)
    arrived = scene.arrive(address, scene.Browser())
    if not arrived.startswith(redirect + "?"):
        raise AssertionError("arrived at " + arrived)
    session.fetch_token(scene.setting("SERVICE_BASE") + REALM + "/token", state=state,
                        authorization_response=arrived, code_verifier=verifier)
    return session


def refused(redirect):
    address, _ = departed(app(redirect), code_verifier=generate_token(48))
    scene.expect(400, requests.get(address, timeout=scene.TIMEOUT).status_code, redirect)


def main():
    for port in 1024, 51234:
        logged_in("http://127.0.0.1:%d/callback" % port)
    scene.done("any port of the loopback address")

    session = logged_in("com.example.shop:/callback")
    scene.expect(200, scene.me(session.token["access_token"]).status_code, "status")
    scene.done("scheme of its own")

    refused("http://127.0.0.1:51234/other")
    refused("http://192.0.2.1:51234/callback")
    refused("http://localhost:51234/callback")
    refused("com.example.other:/callback")
    scene.done("no other address")

    without = OAuth2Session("shop-mobile", redirect_uri="com.example.shop:/callback",
                            scope="openid")
    address, _ = departed(without)
    browser = scene.Browser().open(address)
    if "error=invalid_request" not in browser.address:
        raise AssertionError("without PKCE: " + browser.address)
    scene.done("not without PKCE")

    session.refresh_token(scene.setting("SERVICE_BASE") + REALM + "/token")
    scene.expect(200, scene.me(session.token["access_token"]).status_code, "status")
    session.revoke_token(scene.setting("SERVICE_BASE") + REALM + "/revoke",
                         token=session.token["refresh_token"])
    try:
        session.refresh_token(scene.setting("SERVICE_BASE") + REALM + "/token")
    except OAuthError as refusal:
        scene.expect("invalid_grant", refusal.error, "error")
    else:
        raise AssertionError("refreshed after the end")
    scene.done("refresh and end")


if __name__ == "__main__":
    main()
