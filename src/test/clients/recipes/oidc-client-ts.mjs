import { UserManager } from 'oidc-client-ts'

export const users = new UserManager({
  authority: 'https://auth.example.com/realms/auth-service',
  client_id: 'shop-app',
  redirect_uri: 'https://shop.example.com/',
  post_logout_redirect_uri: 'https://shop.example.com/',
  scope: 'openid profile read write',
  automaticSilentRenew: true,
})
