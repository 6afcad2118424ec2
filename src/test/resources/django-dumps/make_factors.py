"""Writes factors.json: users with second factors, links and addresses, as dumpdata has them.

Made with Django 3.2, django-otp 1.1.3, social-auth-app-django 5.0.0 and django-allauth 0.51.0
(Debian 12), whose module mfa does not exist yet: its rows are written out by hand, after
django-allauth 65. The keys are those of RFC 6238, appendix B.

    python3 make_factors.py > factors.json
"""

import datetime
import io
import json

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="x" * 50,
    USE_TZ=True,
    SITE_ID=1,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.sites",
        "django_otp",
        "django_otp.plugins.otp_totp",
        "django_otp.plugins.otp_static",
        "social_django",
        "allauth",
        "allauth.account",
        "allauth.socialaccount",
    ],
)
django.setup()

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from social_django.models import UserSocialAuth

call_command("migrate", verbosity=0)
JOINED = datetime.datetime(2021, 5, 17, 8, 30, 0, 123000, tzinfo=timezone.utc)
HASH = PBKDF2PasswordHasher().encode("tr0mb0ne-quartet", "factorsalt1", 1000)
RFC_6238 = b"12345678901234567890".hex()


def user(key, name):
    address = f"{name}@example.com"
    made = User(pk=key, username=name, email=address, date_joined=JOINED, password=HASH)
    made.save()
    return made


ada, bob, cy = user(51, "fada"), user(52, "fbob"), user(53, "fcy")
TOTPDevice(pk=3, user=ada, name="phone", key=RFC_6238).save()
TOTPDevice(pk=4, user=ada, name="abandoned", confirmed=False, key=RFC_6238).save()
TOTPDevice(pk=5, user=bob, name="token", key="aabbccddeeff00112233", step=60, digits=8).save()
TOTPDevice(pk=6, user=cy, name="odd", key="aabbccddeeff00112234", t0=17).save()
backup = StaticDevice(pk=2, user=ada, name="backup")
backup.save()
for place, code in enumerate(["abcdefgh", "wxyz2345", "k5m6n7p2"]):
    StaticToken(pk=10 + place, device=backup, token=code).save()
UserSocialAuth(
    pk=1, user=bob, provider="github", uid="4711", extra_data={"access_token": "social-secret"}
).save()
UserSocialAuth(pk=2, user=bob, provider="google-oauth2", uid="fbob@example.com").save()
SocialAccount(pk=1, user=ada, provider="google", uid="108000000000000000001").save()
SocialAccount(pk=2, user=cy, provider="weibo", uid="99").save()
EmailAddress(pk=1, user=ada, email="FAda@example.com", verified=True, primary=True).save()
EmailAddress(pk=2, user=ada, email="second@example.com", verified=True).save()
EmailAddress(pk=3, user=bob, email="fbob@example.com", verified=False, primary=True).save()

out = io.StringIO()
call_command(
    "dumpdata",
    "auth.user",
    "otp_totp",
    "otp_static",
    "social_django.usersocialauth",
    "socialaccount.socialaccount",
    "account.emailaddress",
    stdout=out,
)
rows = json.loads(out.getvalue())


def authenticator(key, owner, kind, data):
    rows.append(
        {
            "model": "mfa.authenticator",
            "pk": key,
            "fields": {
                "user": owner.pk,
                "type": kind,
                "data": data,
                "created_at": "2024-05-17T08:30:00Z",
                "last_used_at": None,
            },
        }
    )


authenticator(1, cy, "totp", {"secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"})
authenticator(2, cy, "recovery_codes", {"seed": "0123456789abcdef" * 5, "used_mask": 5})
authenticator(
    3,
    cy,
    "webauthn",
    {
        "name": "key",
        "credential": {"id": "AAAA", "response": {"attestationObject": "o2Nm"}},
        "passwordless": False,
    },
)
authenticator(4, bob, "totp", {"secret": "gAAAAABmR-encrypted_by_an_adapter="})
print(json.dumps(rows, indent=1))
