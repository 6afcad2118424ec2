import passport from 'passport'
import { Strategy } from 'passport-openidconnect'

const realm = 'https://auth.example.com/realms/auth-service'
const endpoints = realm + '/protocol/openid-connect'

passport.use('auth', new Strategy({
  issuer: realm,
  authorizationURL: endpoints + '/auth',
  tokenURL: endpoints + '/token',
  userInfoURL: endpoints + '/userinfo',
  clientID: 'shop',
  clientSecret: 'change-this-secret',
  callbackURL: 'https://shop.example.com/callback',
  scope: ['profile', 'email'],
}, (issuer, profile, done) => done(null, profile)))
