"""Django REST framework with django-oauth-toolkit, which asks the service about tokens. See
scene.py."""
import requests

import django_shop
import scene

RECIPE = scene.recipe("oauth_toolkit_settings.py")
django_shop.begin(__name__, ["rest_framework", "oauth2_provider"], **RECIPE)

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.urls import path  # noqa: E402
from oauth2_provider.models import AccessToken  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


class Orders(APIView):
    def get(self, request):
        return Response({"buyer": request.user.get_username()})

    post = get


urlpatterns = [path("orders/", Orders.as_view())]


def post(address, **form):
    return requests.post(scene.setting("SERVICE_BASE") + address, data=form, timeout=scene.TIMEOUT,
                         auth=("shop-api", "change-this-secret"))


def bearer(token):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION="Bearer " + token)
    return client


def forget():
    """What the toolkit keeps of tokens that it asked about."""
    AccessToken.objects.all().delete()


def changed(**settings):
    forget()
    return override_settings(OAUTH2_PROVIDER={**RECIPE["OAUTH2_PROVIDER"], **settings})


def main():
    token = scene.api_token()
    for answer in bearer(token).get("/orders/"), bearer(token).post("/orders/"):
        scene.expect(scene.setting("USER_NAME"),
                     django_shop.status(answer, 200).json()["buyer"], "buyer")
    scene.done("introspection with credentials")

    asking = post("/o/token/", grant_type="client_credentials", scope="introspection").json()
    with changed(RESOURCE_SERVER_INTROSPECTION_CREDENTIALS=None,
                 RESOURCE_SERVER_AUTH_TOKEN=asking["access_token"]):
        django_shop.status(bearer(token).get("/orders/"), 200)
    with changed(RESOURCE_SERVER_INTROSPECTION_CREDENTIALS=None, RESOURCE_SERVER_AUTH_TOKEN=token):
        django_shop.status(bearer(token).get("/orders/"), 401)
    scene.done("introspection with a token")

    with changed(OIDC_ENABLED=True):
        django_shop.status(bearer(token).get("/orders/"), 401)
    scene.done("not with OIDC_ENABLED")

    forget()
    django_shop.status(bearer("x").get("/orders/"), 401)
    django_shop.status(bearer(token).get("/orders/"), 200)
    left = AccessToken.objects.get()
    longest = AccessToken._meta.get_field("token").max_length
    if len(left.token) <= longest:
        raise AssertionError("the page says that tokens are longer than %d" % longest)
    scene.done("no other")

    forget()
    renamed = scene.registered("renamed@example.com")
    its = scene.api_token(renamed)
    django_shop.status(bearer(its).get("/orders/"), 200)
    me = scene.me(its).json()
    requests.patch(
        scene.setting("SERVICE_BASE") + "/api/users/%d/" % me["id"], timeout=scene.TIMEOUT,
        json={"username": renamed + "-new"}, headers={"Authorization": "Bearer " + its},
    ).raise_for_status()
    forget()
    scene.expect(renamed + "-new", bearer(scene.api_token(renamed + "-new")).get("/orders/").json()
                 ["buyer"], "buyer")
    scene.expect(2, get_user_model().objects.filter(username__startswith=renamed).count(), "rows")
    scene.done("another name is another")

    forget()
    django_shop.status(bearer(token).get("/orders/"), 200)
    requests.post(scene.setting("SERVICE_BASE") + "/realms/auth-service/protocol/openid-connect/"
                  "revoke", data={"client_id": "auth-service-api", "token": token},
                  timeout=scene.TIMEOUT).raise_for_status()
    django_shop.status(bearer(token).get("/orders/"), 200)
    forget()
    django_shop.status(bearer(token).get("/orders/"), 401)
    scene.done("revocation once forgotten")


if __name__ == "__main__":
    main()
