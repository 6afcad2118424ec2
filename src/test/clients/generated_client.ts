// A client that openapi-generator made of the OpenAPI document, in use. It knows the server's
// address by the document alone. USER_NAME, USER_PASSWORD and NEW_USER_NAME are its settings.
import { Configuration, ResponseError, TokensApi, UsersApi } from './client/index.js'
import type { NewUser, User } from './client/index.js'

declare const process: { env: Record<string, string | undefined> }

function setting(name: string): string {
  const value = process.env[name]
  if (value === undefined) {
    throw new Error(`${name} is not set`)
  }
  return value
}

function expect<T>(expected: T, actual: T, what: string): void {
  if (JSON.stringify(expected) !== JSON.stringify(actual)) {
    throw new Error(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`)
  }
}

/** The answer of a call that is refused. */
async function refusal(call: Promise<unknown>): Promise<Response> {
  try {
    await call
  } catch (error) {
    if (error instanceof ResponseError) {
      return error.response
    }
    throw error
  }
  throw new Error('not refused')
}

function done(step: string): void {
  console.log('ok ' + step)
}

const { access } = await new TokensApi().obtainTokens({
  credentials: { username: setting('USER_NAME'), password: setting('USER_PASSWORD') },
})
done('login')

const users = new UsersApi(new Configuration({ accessToken: access }))
const listed = await users.listUsers()
const found: User[] = Array.isArray(listed) ? listed : listed.results
expect([setting('USER_NAME')], found.map((user) => user.username), 'users')
expect(true, found[0]?.isActive, 'isActive')
done('list')

const newUser: NewUser = {
  username: setting('NEW_USER_NAME'),
  password: 'generated-battery-staple',
  email: setting('NEW_USER_NAME') + '@example.com',
  firstName: 'Ada',
}
const created: User = await users.createUser({ newUser })
expect([newUser.username, 'Ada', ''], [created.username, created.firstName, created.lastName], 'user')
done('creation')

const invalid = await refusal(users.createUser({ newUser }))
expect(400, invalid.status, 'status')
const messages: Record<string, string[]> = await invalid.json()
expect(['A user with that username already exists.'], messages.username, 'messages')
done('validation error')

const anonymous = await refusal(new UsersApi().me())
expect(401, anonymous.status, 'status')
done('refusal')
