// Keycloak's admin client for JavaScript, as a superuser of the realm uses it. See scene.py.
import assert from 'node:assert/strict'
import { admin, logIn } from './recipes/admin-client.mjs'
import { done, setting } from './scene.mjs'

const name = setting('USER_NAME')
await logIn(setting('SUPERUSER_NAME'), setting('SUPERUSER_PASSWORD'))

const [found] = await admin.users.find({ username: name, exact: true })
assert.equal(found.username, name)
done('search')

const { id } = await admin.users.create({ username: name + '-made', enabled: true })
done('create')

await admin.users.update({ id }, { ...(await admin.users.findOne({ id })), firstName: 'Given' })
assert.equal((await admin.users.findOne({ id })).firstName, 'Given')
done('change')

await admin.users.del({ id })
assert.deepEqual(await admin.users.find({ username: name + '-made', exact: true }), [])
done('remove')
