from mozilla_django_oidc.auth import OIDCAuthenticationBackend


class UsersBySubject(OIDCAuthenticationBackend):
    """Users by what never changes: addresses repeat, and a name may come to another."""

    def verify_claims(self, claims):
        return "sub" in claims

    def get_username(self, claims):
        return claims["sub"]

    def filter_users_by_claims(self, claims):
        return self.UserModel.objects.filter(username=claims["sub"])
