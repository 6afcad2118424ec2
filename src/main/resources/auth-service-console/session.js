/*
 * The login: OpenID Connect's authorization code flow with PKCE (RFC 7636). Tokens are kept in this
 * module's variables alone; the browser's storage only holds what the way to the login page and
 * back needs.
 */

const PENDING = "auth-service-console.login";
/** Seconds before its end at which a token is renewed. */
const MARGIN = 20;

let config;
let tokens = null;
let renewal = null;

export class LoginRefused extends Error {}

/** Logs in, or goes to the login page and never returns. */
export async function start(configuration) {
  config = configuration;
  const answer = new URLSearchParams(location.hash.slice(1));
  if (answer.has("state")) {
    await finishLogin(answer);
  } else {
    await login();
  }
}

/** An access token that can be used now. */
export async function accessToken() {
  if (tokens !== null && Date.now() < tokens.until) {
    return tokens.access;
  }
  // Requests that are made at one time share one renewal: a refresh token may be good for one use.
  renewal ??= renew().finally(() => {
    renewal = null;
  });
  await renewal;
  return tokens.access;
}

/** To be called when a token is refused. */
export function forgetAccessToken() {
  if (tokens !== null) {
    tokens.until = 0;
  }
}

export function logout() {
  tokens = null;
  const parameters = new URLSearchParams({
    client_id: config.client_id,
    post_logout_redirect_uri: self(),
  });
  location.assign(`${endpoint("logout")}?${parameters}`);
}

/** Starts at the login page, whoever is logged in. */
export async function login() {
  const state = random();
  const verifier = random();
  const route = location.hash.startsWith("#/") ? location.hash : "";
  sessionStorage.setItem(PENDING, JSON.stringify({ state, verifier, route }));
  const parameters = new URLSearchParams({
    client_id: config.client_id,
    redirect_uri: self(),
    response_type: "code",
    response_mode: "fragment",
    scope: "openid",
    state,
    code_challenge: await challenge(verifier),
    code_challenge_method: "S256",
  });
  // Whoever goes back from the page leaves it, and does not come to log in again.
  location.replace(`${endpoint("auth")}?${parameters}`);
  await new Promise(() => {});
}

async function finishLogin(answer) {
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? "null");
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, "", pending?.route || location.pathname);
  if (pending === null || answer.get("state") !== pending.state) {
    // An address that was kept or sent by somebody: its code is of no use.
    await login();
  }
  if (!answer.has("code")) {
    throw new LoginRefused(answer.get("error_description") ?? answer.get("error") ?? "");
  }
  const granted = await grant({
    grant_type: "authorization_code",
    code: answer.get("code"),
    redirect_uri: self(),
    code_verifier: pending.verifier,
  });
  if (!granted) {
    throw new LoginRefused("");
  }
}

async function renew() {
  const refresh = tokens?.refresh;
  const renewed =
    refresh !== undefined && (await grant({ grant_type: "refresh_token", refresh_token: refresh }));
  if (!renewed) {
    await login();
  }
}

async function grant(parameters) {
  const asked = Date.now();
  const response = await fetch(endpoint("token"), {
    method: "POST",
    body: new URLSearchParams({ client_id: config.client_id, ...parameters }),
  });
  if (!response.ok) {
    return false;
  }
  const granted = await response.json();
  tokens = {
    access: granted.access_token,
    refresh: granted.refresh_token,
    until: asked + (granted.expires_in - MARGIN) * 1000,
  };
  return true;
}

function endpoint(name) {
  return `${config.auth_url}/realms/${encodeURIComponent(config.realm)}/protocol/openid-connect/${name}`;
}

function self() {
  return location.origin + location.pathname;
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challenge(verifier) {
  return base64url(
    new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))),
  );
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
