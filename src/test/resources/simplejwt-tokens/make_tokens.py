#!/usr/bin/env python3
"""Writes tokens issued by SimpleJWT, for the tests to read.

Needs Django and djangorestframework-simplejwt (Debian's python3-djangorestframework-simplejwt):

    python3 make_tokens.py             writes tokens.csv and by-key-pair.csv beside this script
    python3 make_tokens.py issue ID    prints an access and a refresh token of user ID, issued now,
                                       signed with the secret in the environment's SECRET_KEY

Every line of the first is "algorithm,type,user id,token", of the second "algorithm,type,public
key,token", with an n after a backslash for each end of a line in the key; all were issued at
2026-01-01T00:00:00Z. The keys and the numbers of tokens (jti) are random, and so differ from run to
run.
"""

import datetime
import os
import pathlib
import sys

import django
from django.conf import settings

settings.configure(
    SECRET_KEY=os.environ.get("SECRET_KEY", "an-old-secret-key-of-fifty-characters-made-up-here"),
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes"],
    USE_TZ=True,
)
django.setup()

from rest_framework_simplejwt import tokens  # noqa: E402
from rest_framework_simplejwt.backends import ALLOWED_ALGORITHMS, TokenBackend  # noqa: E402

ISSUED = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)


def token(kind, user_id, at=None):
    made = kind()
    made["user_id"] = user_id
    if at is not None:
        made.set_exp(from_time=at)
        made.set_iat(at_time=at)
    return made


def issue(user_id):
    print(token(tokens.AccessToken, user_id))
    print(token(tokens.RefreshToken, user_id))


def write():
    lines = []
    for algorithm in ("HS256", "HS384", "HS512"):
        backend = TokenBackend(algorithm, settings.SECRET_KEY)
        for kind in (tokens.AccessToken, tokens.RefreshToken, tokens.SlidingToken):
            # Numbers up to SimpleJWT 5.4, text from 5.5 on.
            for user_id in (7, "7"):
                made = token(kind, user_id, ISSUED)
                lines.append(
                    "%s,%s,%s,%s\n"
                    % (algorithm, kind.token_type, user_id, backend.encode(made.payload))
                )
    pathlib.Path(__file__).with_name("tokens.csv").write_text("".join(lines))


def key_pair(algorithm):
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    curves = {"ES256": ec.SECP256R1, "ES384": ec.SECP384R1, "ES512": ec.SECP521R1}
    if algorithm in curves:
        return ec.generate_private_key(curves[algorithm]())
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def write_by_key_pair():
    import jwt
    from cryptography.hazmat.primitives import serialization

    lines = []
    for algorithm in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
                      "ES256", "ES384", "ES512", "EdDSA"):
        private = key_pair(algorithm)
        public = private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
        for kind in (tokens.AccessToken, tokens.RefreshToken, tokens.SlidingToken):
            payload = token(kind, 7, ISSUED).payload
            if algorithm in ALLOWED_ALGORITHMS:
                pem = private.private_bytes(
                    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                    serialization.NoEncryption()).decode()
                made = TokenBackend(algorithm, pem, public).encode(payload)
            else:
                # What SimpleJWT does not let through, a backend of one's own has PyJWT sign.
                made = jwt.encode(payload, private, algorithm=algorithm)
            lines.append("%s,%s,%s,%s\n"
                         % (algorithm, kind.token_type, public.replace("\n", "\\n"), made))
    pathlib.Path(__file__).with_name("by-key-pair.csv").write_text("".join(lines))


if __name__ == "__main__":
    if sys.argv[1:2] == ["issue"]:
        issue(int(sys.argv[2]))
    else:
        write()
        write_by_key_pair()
