import Keycloak from 'keycloak-js'

export const keycloak = new Keycloak({
  url: 'https://auth.example.com',
  realm: 'auth-service',
  clientId: 'shop-app',
})

export const loggedIn = await keycloak.init({
  onLoad: 'check-sso',
  silentCheckSsoRedirectUri: 'https://shop.example.com/silent.html',
  checkLoginIframe: false,
  pkceMethod: 'S256',
  scope: 'openid profile read write',
})
