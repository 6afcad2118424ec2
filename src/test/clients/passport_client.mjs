// Express with Passport and its strategy for OpenID Connect as the login of a shop. See scene.py.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import express from 'express'
import session from 'express-session'
import passport from 'passport'
import './recipes/passport.mjs'
import { Browser, done, setting } from './scene.mjs'

const SHOP = setting('SHOP_BASE')
passport.serializeUser((user, end) => end(null, user))
passport.deserializeUser((user, end) => end(null, user))

const app = express()
app.use(session({ secret: 'only-the-tests-have-it', resave: false, saveUninitialized: false }))
app.use(passport.session())
app.get('/login', passport.authenticate('auth'))
app.get('/callback', passport.authenticate('auth'), (request, response) => response.redirect('/'))
app.get('/', (request, response) => response.json(request.user ?? null))

const server = app.listen(Number(new URL(SHOP).port))
await once(server, 'listening')
const browser = new Browser(setting('SERVICE_BASE'), SHOP)
await browser.open(SHOP + '/login')
await browser.logIn()
const user = JSON.parse(browser.page)
assert.equal(user.username, setting('USER_NAME'))
done('login')

const again = new Browser(setting('SERVICE_BASE'), SHOP)
await again.open(SHOP + '/login')
await again.logIn()
assert.equal(JSON.parse(again.page).id, user.id)
done('the same again')
server.close()
server.closeAllConnections()
