#!/usr/bin/env python3
"""Writes tokens issued by SimpleJWT, for the tests to read.

Needs Django and djangorestframework-simplejwt (Debian's python3-djangorestframework-simplejwt):

    python3 make_tokens.py             writes tokens.csv beside this script
    python3 make_tokens.py issue ID    prints an access and a refresh token of user ID, issued now,
                                       signed with the secret in the environment's SECRET_KEY

Every line of the file is "algorithm,type,user id,token"; all were issued at 2026-01-01T00:00:00Z.
The numbers of tokens (jti) are random, and so differ from run to run.
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
from rest_framework_simplejwt.backends import TokenBackend  # noqa: E402

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


if __name__ == "__main__":
    issue(int(sys.argv[2])) if sys.argv[1:2] == ["issue"] else write()
