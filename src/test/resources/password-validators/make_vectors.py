"""Asks Django's password validators, and writes validators.jsonl. Needs Django 5.2.

    python3 make_vectors.py > validators.jsonl
"""

import json
import random

from django.conf import settings

settings.configure(USE_I18N=False)

from django.contrib.auth import password_validation as validation
from django.core.exceptions import ValidationError

WORDS = ["anna", "müller", "smith", "o'neil", "jean-luc", "ada_lovelace", "x", "李雷", "İstanbul", "straße"]
ADDRESSES = ["anna@example.com", "a.mueller+shop@mail.example.org", "x@y.z", ""]
ODD = ["", " ", "12345678", "１２３４", "²³", "⑩", "①②", "½", "Ⅴ", "١٢٣", "1 2", "12a", "一二", "PASSWORD", " qwerty ",
       "letmein", "not-a-common-one", "🙂🙂🙂", "anna@example", "moc.elpmaxe@anna", "ANNA1", "a" * 300]


class User:
    def __init__(self, value):
        self.username = value


def refused(validator, password, user=None):
    try:
        validator.validate(password, user)
        return False
    except ValidationError:
        return True


def row(validator, password, refused, maximum=None, value=None):
    print(json.dumps({"validator": validator, "password": password, "maximum": maximum, "value": value, "refused": refused}))


def similar(maximum, password, value):
    validator = validation.UserAttributeSimilarityValidator(("username",), maximum)
    user = User(value)
    user._meta = type("Meta", (), {"get_field": staticmethod(lambda name: type("F", (), {"verbose_name": name}))})
    return refused(validator, password, user)


def main():
    dice = random.Random(5)
    for password in ODD:
        row("numeric", password, refused(validation.NumericPasswordValidator(), password))
        row("common", password, refused(validation.CommonPasswordValidator(), password))
    values = WORDS + ADDRESSES + [" ".join(dice.sample(WORDS, 2)) for _ in range(10)]
    for value in values:
        for maximum in (0.1, 0.5, 0.7, 1.0):
            letters = list(value or "abc")
            dice.shuffle(letters)
            typed = ["".join(letters), value.upper(), value + "1", value[:-1] + "99", value * 3, dice.choice(ODD)]
            for password in typed:
                row("similarity", password, similar(maximum, password, value), maximum, value)


main()
