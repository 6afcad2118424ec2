AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
SOCIALACCOUNT_PROVIDERS = {
    "keycloak": {
        "KEYCLOAK_URL": "https://auth.example.com",
        "KEYCLOAK_REALM": "auth-service",
        "APP": {"client_id": "shop", "secret": "change-this-secret"},
    },
}
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
