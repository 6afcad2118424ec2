REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "token_scope.TokenScope",
    ],
}
SIMPLE_JWT = {
    "ALGORITHM": "RS256",
    "JWK_URL": "https://auth.example.com/o/.well-known/jwks.json",
    "ISSUER": "https://auth.example.com/realms/auth-service",
    "AUDIENCE": "auth-service-api",
    "USER_ID_CLAIM": "user_id",
}
