from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """The user model of the old service."""
