// openid-client as a client of the service. scene.py says what the environment variables mean.
import assert from 'node:assert/strict'
import * as oidc from 'openid-client'
import { Browser, OLD_ADDRESSES, done, me, setting } from './scene.mjs'

const SCOPE = 'openid read write'
const REDIRECT = setting('CLIENT_REDIRECT')

/** The provider and one of its clients; `secret` is left out for a public one. */
async function client(id, secret) {
  const authentication = secret === undefined
    ? oidc.None()
    : setting('CLIENT_AUTHENTICATION') === 'client_secret_basic'
      ? oidc.ClientSecretBasic(secret)
      : oidc.ClientSecretPost(secret)
  const insecure = { execute: [oidc.allowInsecureRequests] }
  const config = await oidc.discovery(
    new URL(setting('SERVICE_DISCOVERY')), id, undefined, authentication, insecure)
  assert.equal(config.serverMetadata().issuer, setting('SERVICE_ISSUER'))
  if (setting('SERVICE_ADDRESSES') === 'advertised') {
    return config
  }
  const metadata = { ...config.serverMetadata() }
  for (const [name, path] of Object.entries(OLD_ADDRESSES)) {
    metadata[name] = setting('SERVICE_BASE') + path
  }
  const old = new oidc.Configuration(metadata, id, undefined, authentication)
  oidc.allowInsecureRequests(old)
  return old
}

/** Logs the user in; the library checks state, issuer, PKCE, the ID token and its nonce. */
async function login(config, browser) {
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const nonce = oidc.randomNonce()
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: SCOPE,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return oidc.authorizationCodeGrant(config, new URL(await browser.arrive(address.href)), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  })
}

function refused(call) {
  return assert.rejects(call, (error) => error.error === 'invalid_grant')
}

const web = await client(setting('CLIENT_WEB'), setting('CLIENT_SECRET'))
// The signature too, though the ID token comes from the token endpoint itself.
oidc.enableNonRepudiationChecks(web)
done('discovery')

const tokens = await login(web, new Browser())
assert.deepEqual(new Set(tokens.scope.split(' ')), new Set(SCOPE.split(' ')))
done('code with PKCE')

const { sub } = tokens.claims()
assert.equal(tokens.claims().aud, setting('CLIENT_WEB'))
done('ID token')

assert.equal((await oidc.fetchUserInfo(web, tokens.access_token, sub)).sub, sub)
done('userinfo')

const shown = await oidc.fetchProtectedResource(
  web, tokens.access_token, new URL(setting('SERVICE_BASE') + '/auth/me/'), 'GET')
assert.equal((await shown.json()).username, setting('USER_NAME'))
done('API')

const live = await oidc.tokenIntrospection(web, tokens.access_token)
assert.equal(live.active, true)
assert.equal(live.username, setting('USER_NAME'))
assert.equal(live.client_id, setting('CLIENT_WEB'))
done('introspection')

const renewed = await oidc.refreshTokenGrant(web, tokens.refresh_token)
assert.equal(renewed.claims().sub, sub)
done('refresh')

await oidc.tokenRevocation(web, renewed.refresh_token, { token_type_hint: 'refresh_token' })
assert.deepEqual(await oidc.tokenIntrospection(web, renewed.access_token), { active: false })
await refused(oidc.refreshTokenGrant(web, renewed.refresh_token))
done('revocation')

const browser = new Browser()
const left = await login(web, browser)
await browser.open(oidc.buildEndSessionUrl(web, {
  id_token_hint: left.id_token,
  post_logout_redirect_uri: REDIRECT,
  state: 'left',
}).href)
assert.equal(browser.address, REDIRECT + '?state=left')
await refused(oidc.refreshTokenGrant(web, left.refresh_token))
done('logout')

const device = await client(setting('CLIENT_DEVICE'))
const codes = await oidc.initiateDeviceAuthorization(device, { scope: SCOPE })
const polling = oidc.pollDeviceAuthorizationGrant(device, codes)
await new Browser().approveDevice(codes)
const admitted = await polling
assert.equal(admitted.claims().aud, setting('CLIENT_DEVICE'))
assert.equal((await me(admitted.access_token)).status, 200)
done('device')

const machine = await client(setting('CLIENT_MACHINE'), setting('CLIENT_SECRET'))
const granted = await oidc.clientCredentialsGrant(machine, { scope: 'read' })
assert.equal(granted.scope, 'read')
assert.equal((await me(granted.access_token)).status, 403)
done('client credentials')
