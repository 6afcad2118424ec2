"""social-auth as the login of a Django shop. See scene.py."""
import django_shop
import scene

django_shop.begin(__name__, ["social_django"], **scene.recipe("social_auth_settings.py"))

from django.http import HttpResponse  # noqa: E402
from django.urls import include, path  # noqa: E402

import django_logins  # noqa: E402

urlpatterns = [
    path("in/", lambda request: HttpResponse(request.user.get_username())),
    path("", include("social_django.urls", namespace="social")),
]

if __name__ == "__main__":
    django_logins.check(
        lambda visitor: visitor.shop.get("/login/oidc/"), django_shop.Visitor)
