// What scripts in JavaScript need beside the library: settings, a browser. See scene.py.

export const OLD_ADDRESSES = {
  authorization_endpoint: '/o/authorize/',
  token_endpoint: '/o/token/',
  revocation_endpoint: '/o/revoke_token/',
  introspection_endpoint: '/o/introspect/',
  userinfo_endpoint: '/o/userinfo/',
  end_session_endpoint: '/o/logout/',
  device_authorization_endpoint: '/o/device-authorization/',
  jwks_uri: '/o/.well-known/jwks.json',
}

export function setting(name) {
  const value = process.env[name]
  if (value === undefined) {
    throw new Error(`${name} is not set`)
  }
  return value
}

export function done(step) {
  console.log('ok ' + step)
}

/** The answer of the API to the bearer of a token. */
export function me(accessToken) {
  const headers = { authorization: 'Bearer ' + accessToken }
  return fetch(setting('SERVICE_BASE') + '/auth/me/', { headers })
}

const FORM = /<form[^>]*\saction="([^"]+)"([^]*?)<\/form>/
const HIDDEN = /<input[^>]*\stype="hidden"[^>]*>/g

function unescaped(text) {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
}

function attribute(tag, name) {
  const found = tag.match(new RegExp(`\\s${name}="([^"]*)"`))
  return found ? unescaped(found[1]) : undefined
}

/**
 * Cookies, redirects, forms. It takes plain HTTP for secure, as for localhost. It goes where the
 * bases lead, and remembers where it was sent beyond.
 */
export class Browser {
  #cookies = new Map()
  #bases
  address = ''
  page = ''

  constructor(...bases) {
    this.#bases = bases.length === 0 ? [setting('SERVICE_BASE')] : bases
  }

  async open(address) {
    await this.#go('GET', address)
    return this
  }

  /** Fills in the page's form, hidden fields included, and sends it. */
  async submit(fields) {
    const form = this.page.match(FORM)
    if (!form) {
      throw new Error(`no form on ${this.address}:\n${this.page}`)
    }
    const sent = new URLSearchParams()
    for (const [input] of form[2].matchAll(HIDDEN)) {
      sent.set(attribute(input, 'name'), attribute(input, 'value') ?? '')
    }
    for (const [name, value] of Object.entries(fields)) {
      sent.set(name, value)
    }
    await this.#go('POST', new URL(unescaped(form[1]), this.address).href, sent)
    return this
  }

  logIn() {
    return this.submit({ username: setting('USER_NAME'), password: setting('USER_PASSWORD') })
  }

  /** Logs the user in, consents if asked, and tells the address the user came back to. */
  async arrive(address) {
    await this.open(address)
    await this.logIn()
    if (this.page) {
      await this.submit({ accept: 'Yes' })
    }
    return this.address
  }

  /** Does what the device shows its user: types the code at the address, logs in, approves. */
  async approveDevice(codes) {
    await this.open(codes.verification_uri)
    await this.submit({ device_user_code: codes.user_code })
    await this.logIn()
    await this.submit({ accept: 'Yes' })
  }

  async #go(method, address, body) {
    for (;;) {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { accept: 'text/html,*/*;q=0.8', ...(cookie ? { cookie } : {}) }
      const response = await fetch(address, { method, body, headers, redirect: 'manual' })
      response.headers.getSetCookie().forEach((header) => this.#keep(header))
      this.address = address
      this.page = await response.text()
      if (response.status < 300) {
        return
      }
      if (response.status >= 400) {
        throw new Error(`${response.status} ${address}:\n${this.page}`)
      }
      address = new URL(response.headers.get('location'), address).href
      method = 'GET'
      body = undefined
      if (!this.#bases.some((base) => address.startsWith(base + '/'))) {
        this.address = address
        this.page = ''
        return
      }
    }
  }

  #keep(header) {
    const [name, value] = header.split(';', 1)[0].split(/=(.*)/s)
    if (!value || header.includes('Max-Age=0')) {
      this.#cookies.delete(name)
    } else {
      this.#cookies.set(name, value)
    }
  }
}
