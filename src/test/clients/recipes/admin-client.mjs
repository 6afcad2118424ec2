import AdminClient from '@keycloak/keycloak-admin-client'

export const admin = new AdminClient({
  baseUrl: 'https://auth.example.com',
  realmName: 'auth-service',
})

export const logIn = (username, password) =>
  admin.auth({ grantType: 'password', clientId: 'admin-cli', username, password })
