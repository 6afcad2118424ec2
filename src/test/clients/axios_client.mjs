// axios at the API, whose access tokens end while calls are on their way. See scene.py.
import assert from 'node:assert/strict'
import axios from 'axios'
import { api, logIn, tokens } from './recipes/axios.mjs'
import { done, setting } from './scene.mjs'

const name = setting('USER_NAME')
let refreshes = 0
// The calls' own instance is another: this one logs in and refreshes.
axios.interceptors.request.use((request) => {
  refreshes += request.url.endsWith('/refresh/') ? 1 : 0
  return request
})

await logIn(name, setting('USER_PASSWORD'))
assert.equal((await api.get('/auth/me/')).data.username, name)
done('login')

const { refresh } = tokens
tokens.access = 'ended'
const answers = await Promise.all([api.get('/auth/me/'), api.get('/auth/me/'), api.get('/auth/me/')])
assert.deepEqual(answers.map((answer) => answer.data.username), [name, name, name])
assert.equal(refreshes, 1)
done('three calls, one refresh')

tokens.access = 'ended'
assert.equal((await api.get('/auth/me/')).status, 200)
assert.equal(refreshes, 2)
done('again')

await axios.post(setting('SERVICE_BASE') + '/api/token/blacklist/', { refresh: tokens.refresh ?? refresh })
tokens.access = 'ended'
await assert.rejects(api.get('/auth/me/'), (error) => error.response.status === 401)
assert.equal(refreshes, 3)
done('the end is told')
