// Auth.js as the login of a shop. See scene.py.
import assert from 'node:assert/strict'
import { Auth } from '@auth/core'
import { Browser, done, setting } from './scene.mjs'

process.env.AUTH_SECRET = 'a-secret-that-only-the-tests-have-0123456789'
const { config } = await import('./recipes/authjs.mjs')
const SHOP = setting('SHOP_BASE')
const cookies = new Map()

/** What the shop answers to a browser. */
async function shop(address, form) {
  const headers = { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  const body = form && new URLSearchParams(form)
  const method = form ? 'POST' : 'GET'
  const answer = await Auth(new Request(new URL(address, SHOP), { method, headers, body }), config)
  for (const header of answer.headers.getSetCookie()) {
    const [, name, value] = header.match(/^([^=]+)=([^;]*)/)
    if (value) {
      cookies.set(name, value)
    } else {
      cookies.delete(name)
    }
  }
  return answer
}

const { csrfToken } = await (await shop('/auth/csrf')).json()
const departure = await shop('/auth/signin/keycloak', { csrfToken, callbackUrl: SHOP + '/' })
assert.equal(departure.status, 302)
const back = await shop(await new Browser().arrive(departure.headers.get('location')))
assert.equal(back.headers.get('location'), SHOP + '/')
done('login')

const { user } = await (await shop('/auth/session')).json()
assert.equal(user.name, 'First Last')
assert.equal(user.email, setting('USER_NAME') + '@example.com')
done('session')

await shop('/auth/signout', { csrfToken, callbackUrl: SHOP + '/' })
assert.equal(await (await shop('/auth/session')).json(), null)
done('logout at the shop')
