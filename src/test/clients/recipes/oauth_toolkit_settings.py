REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "oauth2_provider.contrib.rest_framework.OAuth2Authentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "oauth2_provider.contrib.rest_framework.TokenHasReadWriteScope",
    ],
}
OAUTH2_PROVIDER = {
    "RESOURCE_SERVER_INTROSPECTION_URL": "https://auth.example.com/o/introspect/",
    "RESOURCE_SERVER_INTROSPECTION_CREDENTIALS": ("shop-api", "change-this-secret"),
    "RESOURCE_SERVER_TOKEN_CACHING_SECONDS": 60,
    "OIDC_ENABLED": False,
}
