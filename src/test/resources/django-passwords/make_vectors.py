#!/usr/bin/env python3
"""Writes encoded passwords made by Django's own hashers, for the tests to verify.

Needs Django 3.2 or later, argon2-cffi and bcrypt. A Django writes what it has: the hashers without
a salt ended with 5.1, scrypt came with 4.0; so two are run, each into the file of its version:

    python3 make_vectors.py           writes django-<major>.<minor>.csv beside this script
    python3 make_vectors.py random    writes random-<major>.<minor>.csv: hundreds of passwords of
                                      random Unicode, each encoded by one hasher

With the argument "check" it instead reads lines of "password-in-hex,encoded" from standard input
and tells of each whether Django accepts it.

Every line is "algorithm,password as hexadecimal UTF-8,encoded". Salts are drawn from a fixed seed:
the same versions write the same file. Costs are low on purpose.
"""

import itertools
import pathlib
import random
import string
import sys

import django
from django.conf import settings
from django.contrib.auth import hashers

HASHERS = "django.contrib.auth.hashers."
CLASSES = [
    "PBKDF2PasswordHasher",
    "PBKDF2SHA1PasswordHasher",
    "Argon2PasswordHasher",
    "BCryptSHA256PasswordHasher",
    "BCryptPasswordHasher",
    "ScryptPasswordHasher",
    "MD5PasswordHasher",
    "SHA1PasswordHasher",
    "UnsaltedMD5PasswordHasher",
    "UnsaltedSHA1PasswordHasher",
]

settings.configure(
    PASSWORD_HASHERS=[HASHERS + name for name in CLASSES if hasattr(hashers, name)]
)

PASSWORDS = [
    "",
    "a",
    "secret",
    "correct horse battery staple",
    " leading and trailing ",
    "   ",
    "tab\tand\nnewline\r",
    "\x01\x02\x1f\x7f",
    "dollar$sign$$",
    "comma,quote\"'\\",
    "!unusable?",
    "Grüße, straße",
    "пароль",
    "密码密码密码",
    "كلمة السر",
    "סיסמה",
    "\u202eright to left\u202c",
    "e\u0301 combining",
    "\u00e9 composed",
    "🔑🐘",
    "👩‍👩‍👧‍👦 family",
    "\U0010ffff\ud7ff\ue000",
    "x" * 55,
    "x" * 56,
    "x" * 63,
    "x" * 64,
    "x" * 65,
    "x" * 71,
    "x" * 72,
    "x" * 73,
    "é" * 36 + "tail",
    "p" * 128,
    "🔑" * 128,
    "long " * 819,
]

ALPHANUMERIC = string.ascii_letters + string.digits
seeded = random.Random(20260101)


def salt(length=22):
    return "".join(seeded.choice(ALPHANUMERIC) for _ in range(length))


def bcrypt_salt(version, cost):
    # The last character carries two bits only.
    return ("$%s$%02d$%s%s" % (version, cost, salt(21), seeded.choice(".Oeu"))).encode()


def argon2_vectors(hasher, password):
    from argon2.low_level import Type, hash_secret

    hasher.memory_cost, hasher.time_cost, hasher.parallelism = 64, 1, 8
    yield hasher.encode(password, salt())
    for variant, version, memory, time, lanes, length in [
        (Type.ID, 19, 37, 2, 2, 32),
        (Type.I, 19, 512, 2, 2, 16),
        (Type.I, 16, 16, 1, 1, 64),
        (Type.D, 19, 33, 3, 4, 32),
    ]:
        text = hash_secret(
            password.encode(), salt().encode(), time, memory, lanes, length, variant, version
        ).decode()
        yield "argon2" + text
        if version == 16:
            # Libraries of the time of that version did not write it.
            yield "argon2" + text.replace("$v=16", "")


def vectors(hasher, password):
    name = hasher.algorithm
    if name.startswith("pbkdf2"):
        for iterations in (1, 2, 1000):
            yield hasher.encode(password, salt(), iterations)
        yield hasher.encode(password, "päper", 3)
    elif name == "argon2":
        yield from argon2_vectors(hasher, password)
    elif name.startswith("bcrypt"):
        for version in ("2a", "2b", "2y"):
            yield hasher.encode(password, bcrypt_salt(version, 4))
        yield hasher.encode(password, bcrypt_salt("2b", 5))
    elif name == "scrypt":
        for n, r, p in [(16, 8, 5), (2, 1, 1), (1024, 8, 1), (64, 3, 2)]:
            yield hasher.encode(password, salt(), n, r, p)
    elif name.startswith("unsalted"):
        yield hasher.encode(password, "")
        if name == "unsalted_md5":
            yield "md5$$" + hasher.encode(password, "")
    else:
        yield hasher.encode(password, salt())
        yield hasher.encode(password, "päper")


# Ranges of code points; the last is all there is but surrogates, which have no UTF-8 form.
ALPHABETS = [
    [(0x20, 0x7E)],
    [(0x00, 0x20), (0x7F, 0xA0)],
    [(0xA0, 0x24F)],
    [(0x61, 0x7A), (0x300, 0x36F)],
    [(0x370, 0x52F)],
    [(0x590, 0x6FF), (0x200B, 0x200F), (0x202A, 0x202E)],
    [(0xAC00, 0xD7A3), (0x4E00, 0x9FFF)],
    [(0x1F300, 0x1FAFF), (0xFE0F, 0xFE0F), (0x200D, 0x200D)],
    [(0x00, 0xD7FF), (0xE000, 0x10FFFF)],
]
RANDOM_PASSWORDS = 300


def random_password(number):
    length = seeded.randint(1, 30)
    if number % 10 == 0:
        length = seeded.randint(40, 200)  # beyond bcrypt's 72 bytes and the digests' blocks
    if number % 100 == 50:
        length = seeded.randint(1000, 1300)
    alphabet = seeded.choice(ALPHABETS)
    text = "".join(chr(seeded.randint(*seeded.choice(alphabet))) for _ in range(length))
    return text + " " * (number % 7 == 0) + "\0" * (number % 31 == 0)


def count(password):
    # One of each for the longest, lest it make up most of the file.
    return 1 if len(password) > 1000 else None


def write_random():
    lines = []
    available = hashers.get_hashers()
    for number in range(RANDOM_PASSWORDS):
        password = random_password(number)
        hasher = available[number % len(available)]
        choices = list(vectors(hasher, password)) if is_taken(hasher, password) else []
        if choices:
            lines.append(line(hasher, password, seeded.choice(choices)))
    save("random", lines)


def is_taken(hasher, password):
    # The library refuses null characters, and from version 5 on what earlier ones cut off.
    import bcrypt

    return hasher.algorithm != "bcrypt" or (
        "\0" not in password
        and (len(password.encode()) <= 72 or int(bcrypt.__version__.split(".")[0]) < 5)
    )


def line(hasher, password, encoded):
    assert hashers.check_password(password, encoded), encoded
    return "%s,%s,%s\n" % (hasher.algorithm, password.encode().hex(), encoded)


def save(name, lines):
    version = ".".join(map(str, django.VERSION[:2]))
    path = pathlib.Path(__file__).with_name("%s-%s.csv" % (name, version))
    path.write_bytes("".join(lines).encode())
    print("%s: %d lines" % (path.name, len(lines)))


def write():
    lines = []
    for hasher in hashers.get_hashers():
        for password in PASSWORDS:
            if is_taken(hasher, password):
                lines.extend(
                    line(hasher, password, encoded)
                    for encoded in itertools.islice(vectors(hasher, password), count(password))
                )
    save("django", lines)


def check():
    for line in sys.stdin:
        password, encoded = line.rstrip("\n").split(",", 1)
        accepted = hashers.check_password(bytes.fromhex(password).decode(), encoded)
        print("accepted" if accepted else "REFUSED", encoded)


if __name__ == "__main__":
    {"": write, "random": write_random, "check": check}["".join(sys.argv[1:])]()
