"""mozilla-django-oidc as the login of a Django shop. See scene.py."""
import django_shop
import scene

django_shop.begin(
    __name__, ["mozilla_django_oidc"], LOGOUT_REDIRECT_URL="/",
    **scene.recipe("mozilla_settings.py"))

from django.http import HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402

import django_logins  # noqa: E402

urlpatterns = [
    path("in/", lambda request: HttpResponse(request.user.get_username())),
    path("oidc/", include("mozilla_django_oidc.urls")),
]

if __name__ == "__main__":
    django_logins.check(
        lambda visitor: visitor.shop.get("/oidc/authenticate/"), django_shop.Visitor, None)
