import Keycloak from '@auth/core/providers/keycloak'

export const config = {
  basePath: '/auth',
  trustHost: true,
  secret: process.env.AUTH_SECRET,
  providers: [
    Keycloak({
      clientId: 'shop',
      clientSecret: 'change-this-secret',
      issuer: 'https://auth.example.com/realms/auth-service',
    }),
  ],
}
