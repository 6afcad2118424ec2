from django.http import HttpResponse
from django.urls import include, path
from django_otp import devices_for_user, match_token
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.serializers import CharField
from rest_framework_simplejwt.serializers import TokenObtainPairSerializer
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

from views import Me


class WithSecondFactor(TokenObtainPairSerializer):
    totp = CharField(required=False)

    def validate(self, attrs):
        tokens = super().validate(attrs)
        code = attrs.get("totp")
        # A wrong code has the next one wait for a second; none at all has not.
        if any(devices_for_user(self.user)) and not (code and match_token(self.user, code)):
            raise AuthenticationFailed()
        return tokens


urlpatterns = [
    path("auth/me/", Me.as_view()),
    path("api/token/", TokenObtainPairView.as_view(serializer_class=WithSecondFactor)),
    path("api/token/refresh/", TokenRefreshView.as_view()),
    path("accounts/in/", lambda request: HttpResponse(request.user.get_username())),
    path("accounts/", include("allauth.urls")),
]
