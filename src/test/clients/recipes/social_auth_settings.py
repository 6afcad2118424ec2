AUTHENTICATION_BACKENDS = [
    "social_core.backends.open_id_connect.OpenIdConnectAuth",
    "django.contrib.auth.backends.ModelBackend",
]
SOCIAL_AUTH_OIDC_OIDC_ENDPOINT = "https://auth.example.com/realms/auth-service"
SOCIAL_AUTH_OIDC_KEY = "shop"
SOCIAL_AUTH_OIDC_SECRET = "change-this-secret"
