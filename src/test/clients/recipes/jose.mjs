import { createRemoteJWKSet, jwtVerify } from 'jose'

const keys = createRemoteJWKSet(new URL('https://auth.example.com/o/.well-known/jwks.json'))

/** What an access token says, if it is one of ours and alive. */
export async function claims(accessToken) {
  const { payload } = await jwtVerify(accessToken, keys, {
    issuer: 'https://auth.example.com/realms/auth-service',
    audience: 'auth-service-api',
    algorithms: ['RS256'],
    requiredClaims: ['user_id'],
  })
  return payload
}
