"""Django REST framework with SimpleJWT, which takes tokens of the service. See scene.py."""
import os
import sys

import django_shop
import scene

django_shop.begin(__name__, ["rest_framework"], **scene.recipe("simplejwt_settings.py"))

from django.contrib.auth import get_user_model  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402
from rest_framework.views import APIView  # noqa: E402
from rest_framework_simplejwt.authentication import JWTAuthentication  # noqa: E402


class Orders(APIView):
    def get(self, request):
        return Response({"buyer": str(request.user.id)})

    post = get


class LocalOrders(Orders):
    authentication_classes = [JWTAuthentication]


urlpatterns = [path("orders/", Orders.as_view()), path("local/", LocalOrders.as_view())]


def bearer(token):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION="Bearer " + token)
    return client


def from_shop(scope):
    """The tokens of a login at the shop, by OpenID Connect."""
    import requests
    from requests_oauthlib import OAuth2Session

    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    realm = scene.setting("SERVICE_BASE") + "/realms/auth-service/protocol/openid-connect"
    session = OAuth2Session("shop", scope=scope,
                            redirect_uri=scene.setting("SHOP_BASE") + "/callback")
    address, _ = session.authorization_url(realm + "/auth")
    arrived = scene.arrive(address, scene.Browser())
    return requests.post(realm + "/token", timeout=scene.TIMEOUT, data={
        "grant_type": "authorization_code", "client_id": "shop",
        "client_secret": "change-this-secret", "code": arrived.split("code=")[1].split("&")[0],
        "redirect_uri": session.redirect_uri}).json()


def main():
    token = scene.api_token()
    identity = str(scene.me(token).json()["id"])
    for answer in bearer(token).get("/orders/"), bearer(token).post("/orders/"):
        scene.expect(identity, django_shop.status(answer, 200).json()["buyer"], "buyer")
    scene.done("token of /api/token/")

    tokens = from_shop(["openid", "read"])
    answer = bearer(tokens["access_token"]).get("/orders/")
    scene.expect(identity, django_shop.status(answer, 200).json()["buyer"], "buyer")
    scene.done("token of a login")

    django_shop.status(bearer(tokens["access_token"]).post("/orders/"), 403)
    scene.done("less scope")

    django_shop.status(bearer(tokens["id_token"]).get("/orders/"), 401)
    scene.done("no ID token")

    head, body, signature = token.split(".")
    django_shop.status(bearer(".".join((head, body, signature[::-1]))).get("/orders/"), 401)
    django_shop.status(bearer("x").get("/orders/"), 401)
    django_shop.status(APIClient().get("/orders/"), 401)
    scene.done("no other")

    django_shop.status(bearer(token).get("/local/"), 401)
    get_user_model().objects.create_user("local", id=int(identity))
    scene.expect(identity, bearer(token).get("/local/").json()["buyer"], "buyer")
    scene.done("users of one's own")


if __name__ == "__main__":
    sys.modules[__name__].main()
