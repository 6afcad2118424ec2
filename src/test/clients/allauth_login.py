"""django-allauth as the login of a Django shop. See scene.py."""
import django_shop
import scene

django_shop.begin(
    __name__,
    ["django.contrib.sites", "allauth", "allauth.account", "allauth.socialaccount",
     "allauth.socialaccount.providers.keycloak"],
    SITE_ID=1, **scene.recipe("allauth_settings.py"))

from django.http import HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402

import django_logins  # noqa: E402

urlpatterns = [
    path("in/", lambda request: HttpResponse(request.user.get_username())),
    path("accounts/", include("allauth.urls")),
]


def main():
    other, answer = django_logins.check(
        lambda visitor: visitor.shop.post("/accounts/keycloak/login/"), django_shop.Visitor)
    scene.expect("/accounts/social/signup/", answer["Location"], "address")
    scene.expect(False, other.user().is_authenticated, "logged in")
    scene.done("asked for an address of their own")


if __name__ == "__main__":
    main()
