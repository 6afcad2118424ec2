"""Encodes passwords as hashers of two projects do, and writes vectors.jsonl. Needs Django and argon2-cffi.

    python3 make_vectors.py > vectors.jsonl

Saleor has passwords that came from Symfony: 5000 rounds of SHA-512, as base64, in Django's PBKDF2.
Weblate has Django's Argon2 with parameters of its own.
"""

import base64
import hashlib
import json

from django.conf import settings

settings.configure()

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher

PASSWORDS = ["secret", "pässword", " ", "x" * 200]


class Chained(PBKDF2PasswordHasher):
    algorithm = "sha512b64pbkdf2"
    iterations = 690

    def encode(self, password, salt, iterations=None):
        raw = password.encode("latin-1")
        rounds = hashlib.sha512(raw)
        for _ in range(4999):
            rounds = hashlib.sha512(rounds.digest() + raw)
        return super().encode(base64.b64encode(rounds.digest()).decode(), salt, iterations)


class Wide(Argon2PasswordHasher):
    memory_cost = 102400
    parallelism = 8


for name, hasher in [("saleor", Chained()), ("weblate", Wide())]:
    for password in PASSWORDS:
        print(json.dumps({"project": name, "password": password, "encoded": hasher.encode(password, hasher.salt())}))
