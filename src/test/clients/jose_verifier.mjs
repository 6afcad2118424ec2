// jose as the verifier of access tokens in a resource server. See scene.py.
import assert from 'node:assert/strict'
import { decodeJwt } from 'jose'
import { claims } from './recipes/jose.mjs'
import { done, setting } from './scene.mjs'

async function post(path, body, headers = {}) {
  const answer = await fetch(setting('SERVICE_BASE') + path, { method: 'POST', body, headers })
  assert.equal(answer.status, 200)
  return answer.json()
}

const { access, refresh } = await post(
  '/api/token/',
  JSON.stringify({ username: setting('USER_NAME'), password: setting('USER_PASSWORD') }),
  { 'content-type': 'application/json' })
assert.deepEqual(await claims(access), decodeJwt(access))
done('access token')

await assert.rejects(claims(refresh))
done('no refresh token')

const machine = await post(
  '/o/token/',
  new URLSearchParams({ grant_type: 'client_credentials' }),
  { authorization: 'Basic ' + btoa('shop-api:change-this-secret') })
await assert.rejects(claims(machine.access_token), /user_id/)
done('no token of a client for itself')

const [head, body, signature] = access.split('.')
await assert.rejects(claims([head, body, signature.split('').reverse().join('')].join('.')))
done('no other')
