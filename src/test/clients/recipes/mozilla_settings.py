AUTHENTICATION_BACKENDS = ["users_by_subject.UsersBySubject"]
OIDC_RP_CLIENT_ID = "shop"
OIDC_RP_CLIENT_SECRET = "change-this-secret"
OIDC_RP_SIGN_ALGO = "RS256"
OIDC_RP_SCOPES = "openid profile email"
OIDC_USE_PKCE = True
OIDC_PKCE_CODE_CHALLENGE_METHOD = "S256"
OIDC_OP_AUTHORIZATION_ENDPOINT = (
    "https://auth.example.com/realms/auth-service/protocol/openid-connect/auth")
OIDC_OP_TOKEN_ENDPOINT = (
    "https://auth.example.com/realms/auth-service/protocol/openid-connect/token")
OIDC_OP_USER_ENDPOINT = (
    "https://auth.example.com/realms/auth-service/protocol/openid-connect/userinfo")
OIDC_OP_JWKS_ENDPOINT = (
    "https://auth.example.com/realms/auth-service/protocol/openid-connect/certs")
