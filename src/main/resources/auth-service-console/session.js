/*
 * The login: OpenID Connect's authorization code flow with PKCE (RFC 7636). Tokens are kept in this
 * module's variables alone; the browser's storage only holds what the way to the login page and
 * back needs, which includes what was typed into a form.
 */
// @ts-check

import { ApiError } from "./errors.js";
import { draft, leaveUnasked } from "./unsaved.js";

const PENDING = "auth-service-console.login";
/** Seconds before its end at which a token is renewed. */
const MARGIN = 20;

/** @typedef {{ access: string, refresh?: string, id?: string, until: number }} Tokens */
/** @typedef {{ route: string, values: Record<string, any> }} Draft */

/** @type {Config} */
let config;
/** Whose tokens they are. */
let client = "";
/** @type {Tokens | null} */
let tokens = null;
/** @type {Promise<void> | null} */
let renewal = null;
/** @type {Draft | null} */
let kept = null;

export class LoginRefused extends Error {}

/**
 * Logs in, or goes to the login page and never returns.
 *
 * @param {Config} configuration
 */
export async function start(configuration) {
  config = configuration;
  client = config.client_id ?? "";
  const answer = new URLSearchParams(location.hash.slice(1));
  if (answer.has("state")) {
    await finishLogin(answer);
  } else {
    await login();
  }
}

/**
 * An access token that can be used now.
 *
 * @returns {Promise<string>}
 */
export async function accessToken() {
  if (tokens !== null && Date.now() < tokens.until) {
    return tokens.access;
  }
  // Requests that are made at one time share one renewal: a refresh token may be good for one use.
  renewal ??= renew().finally(() => {
    renewal = null;
  });
  await renewal;
  return tokens?.access ?? "";
}

/** To be called when a token is refused. */
export function forgetAccessToken() {
  if (tokens !== null) {
    tokens.until = 0;
  }
}

/**
 * What was typed at this address before a login came in between; told once.
 *
 * @param {string} route
 */
export function takeDraft(route) {
  const found = kept !== null && kept.route === route ? kept.values : null;
  kept = null;
  return found;
}

/** The ID token says whose session it is, so that Keycloak need not ask. */
export function logout() {
  const hint = tokens?.id;
  tokens = null;
  leaveUnasked();
  const parameters = new URLSearchParams({
    client_id: client,
    post_logout_redirect_uri: self(),
  });
  if (hint !== undefined) {
    parameters.set("id_token_hint", hint);
  }
  location.assign(`${endpoint("logout")}?${parameters}`);
}

/** Whether the tokens are good for what concerns the whole realm. */
export const mayOperate = () => client === config.operations_client_id;

/**
 * Logs in by the client whose tokens are good for that: none on the page is until it is needed. The
 * page begins anew where it is.
 */
export function loginToOperate() {
  client = config.operations_client_id ?? client;
  return login();
}

/** Starts at the login page, whoever is logged in. */
export async function login() {
  const state = random();
  const verifier = random();
  const route = location.hash.startsWith("#/") ? location.hash : "";
  const pending = { state, verifier, route, client, draft: draft(), subject: subject() };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const parameters = new URLSearchParams({
    client_id: client,
    redirect_uri: self(),
    response_type: "code",
    response_mode: "fragment",
    scope: "openid",
    state,
    code_challenge: await challenge(verifier),
    code_challenge_method: "S256",
  });
  leaveUnasked();
  // Whoever goes back from the page leaves it, and does not come to log in again.
  location.replace(`${endpoint("auth")}?${parameters}`);
  await new Promise(() => {});
}

/** @param {URLSearchParams} answer */
async function finishLogin(answer) {
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? "null");
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, "", pending?.route || location.pathname);
  if (pending === null || answer.get("state") !== pending.state) {
    // An address that was kept or sent by somebody: its code is of no use.
    await login();
  }
  if (!answer.has("code")) {
    // What one client is refused is asked for by the other no more.
    history.replaceState(null, "", location.pathname);
    throw new LoginRefused(answer.get("error_description") ?? answer.get("error") ?? "");
  }
  client = pending.client;
  const granted = await grant({
    grant_type: "authorization_code",
    code: answer.get("code") ?? "",
    redirect_uri: self(),
    code_verifier: pending.verifier,
  });
  if (!granted) {
    throw new LoginRefused("");
  }
  // What one person typed is not shown to another.
  if (pending.draft !== null && pending.subject === subject()) {
    kept = { route: pending.route, values: pending.draft };
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

/** @param {Record<string, string>} parameters */
async function grant(parameters) {
  const asked = Date.now();
  const response = await fetch(endpoint("token"), {
    method: "POST",
    body: new URLSearchParams({ client_id: client, ...parameters }),
  }).catch(() => null);
  if (response === null || response.status >= 500) {
    // An outage ends no session.
    throw new ApiError(503, null);
  }
  if (!response.ok) {
    return false;
  }
  const granted = await response.json();
  tokens = {
    access: granted.access_token,
    refresh: granted.refresh_token,
    id: granted.id_token ?? tokens?.id,
    until: asked + (granted.expires_in - MARGIN) * 1000,
  };
  return true;
}

/** Who the tokens are for. */
function subject() {
  const payload = tokens?.id?.split(".")[1];
  return payload === undefined
    ? null
    : JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))).sub;
}

/** @param {string} name */
function endpoint(name) {
  return `${config.auth_url}/realms/${encodeURIComponent(config.realm)}/protocol/openid-connect/${name}`;
}

function self() {
  return location.origin + location.pathname;
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** @param {string} verifier */
async function challenge(verifier) {
  return base64url(
    new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))),
  );
}

/** @param {Uint8Array} bytes */
function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
