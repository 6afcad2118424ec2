"""A client of the old service's tokens, made of requests and PyJWT: it knows the addresses and the
bodies of SimpleJWT, the five claims, and nothing of OAuth2. See scene.py for the settings."""
import time

import jwt
import requests

import scene

CLAIMS = ["token_type", "exp", "iat", "jti", "user_id"]


def post(path, **body):
    return requests.post(scene.setting("SERVICE_BASE") + path, json=body, timeout=scene.TIMEOUT)


def get(path, access):
    headers = {"Authorization": "Bearer " + access}
    return requests.get(
        scene.setting("SERVICE_BASE") + path, headers=headers, timeout=scene.TIMEOUT)


def claims(token):
    """What a client reads out of a token that it cannot verify."""
    return jwt.decode(token, options={"verify_signature": False, "require": CLAIMS})


def main():
    answer = post(
        "/api/token/", username=scene.setting("USER_NAME"), password=scene.setting("USER_PASSWORD"))
    scene.expect((200, {"access", "refresh"}), (answer.status_code, set(answer.json())), "answer")
    access, refresh = answer.json()["access"], answer.json()["refresh"]
    scene.done("obtain")

    read = claims(access)
    scene.expect("access", read["token_type"], "token_type")
    scene.expect("refresh", claims(refresh)["token_type"], "token_type")
    scene.expect(read["user_id"], claims(refresh)["user_id"], "user_id")
    scene.expect(300, read["exp"] - read["iat"], "lifetime")
    if not read["iat"] - 60 < time.time() < read["exp"]:
        raise AssertionError("issued at %r" % read["iat"])
    scene.done("claims")

    me = get("/auth/me/", access).json()
    scene.expect((scene.setting("USER_NAME"), str(read["user_id"])),
                 (me["username"], str(me["id"])), "user")
    scene.expect(me, get("/api/users/%s/" % read["user_id"], access).json(), "user")
    if me not in get("/api/users/", access).json():
        raise AssertionError("not in the list")
    scene.done("call")

    renewed = post("/api/token/refresh/", refresh=refresh)
    scene.expect(200, renewed.status_code, "status")
    scene.expect(200, get("/auth/me/", renewed.json()["access"]).status_code, "status")
    refresh = renewed.json().get("refresh", refresh)
    scene.done("refresh")

    key = jwt.PyJWKClient(
        scene.setting("SERVICE_BASE") + "/o/.well-known/jwks.json").get_signing_key_from_jwt(access)
    verified = jwt.decode(
        access, key.key, algorithms=["RS256"], audience="auth-service-api",
        options={"require": CLAIMS})
    scene.expect(read, verified, "claims")
    scene.done("published keys")

    for token in (access, renewed.json()["access"], refresh):
        verified = post("/api/token/verify/", token=token)
        scene.expect((200, {}), (verified.status_code, verified.json()), "answer")
    tampered = post("/api/token/verify/", token=access[:-6] + "AAAAAA")
    scene.expect((401, "token_not_valid"), (tampered.status_code, tampered.json()["code"]), "answer")
    scene.done("verify")

    blacklisted = post("/api/token/blacklist/", refresh=refresh)
    scene.expect((200, {}), (blacklisted.status_code, blacklisted.json()), "answer")
    for path in ("/api/token/refresh/", "/api/token/blacklist/"):
        again = post(path, refresh=refresh)
        scene.expect((401, "token_not_valid"), (again.status_code, again.json()["code"]), path)
    scene.done("blacklist")


if __name__ == "__main__":
    main()
