"""A program that knows OAuth2 but no OpenID Connect, by the settings of Grafana. See scene.py."""
import configparser
import os
import secrets

from requests_oauthlib import OAuth2Session

import scene


def main():
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    os.environ["OAUTHLIB_RELAX_TOKEN_SCOPE"] = "1"
    ini = configparser.ConfigParser()
    ini.read(os.path.join(os.path.dirname(os.path.abspath(__file__)), "recipes", "grafana.ini"))
    program = ini["auth.generic_oauth"]

    session = OAuth2Session(
        program["client_id"], scope=program["scopes"].split(),
        redirect_uri=scene.setting("SHOP_BASE") + "/login/generic_oauth")
    verifier = secrets.token_urlsafe(48)
    # Plain, which needs no more than the library has.
    address, _ = session.authorization_url(
        program["auth_url"], code_challenge=verifier, code_challenge_method="plain")
    token = session.fetch_token(
        program["token_url"], client_secret=program["client_secret"], code_verifier=verifier,
        authorization_response=scene.arrive(address, scene.Browser()))
    scene.expect({"read", "profile", "email"}, set(token["scope"]), "scope")
    scene.done("login")

    person = session.get(program["api_url"]).json()
    scene.expect(scene.setting("USER_NAME"), person[program["login_attribute_path"]], "name")
    scene.expect(scene.setting("USER_NAME") + "@example.com",
                 person[program["email_attribute_path"]], "address")
    scene.done("who it is")

    used = token["refresh_token"]
    secret = {"client_id": program["client_id"], "client_secret": program["client_secret"]}
    session.refresh_token(program["token_url"], **secret)
    scene.expect(200, session.get(program["api_url"]).status_code, "status")
    try:
        session.refresh_token(program["token_url"], refresh_token=used, **secret)
    except Exception as refusal:  # noqa: B902
        scene.expect("invalid_grant", getattr(refusal, "error", refusal), "error")
    else:
        raise AssertionError("a refresh token was good twice")
    scene.done("refresh tokens are for one use")


if __name__ == "__main__":
    main()
