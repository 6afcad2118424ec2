/* Calls of the Admin API, at /admin/realms/<realm>/auth-service/. */
// @ts-check

import { ApiError } from "./errors.js";
import { accessToken, forgetAccessToken } from "./session.js";

/** @typedef {{ body?: unknown, tag?: string | null, signal?: AbortSignal }} Sent */

let base = "";

/** @param {Config} config */
export function connect(config) {
  base = `${config.admin_url}/admin/realms/${encodeURIComponent(config.realm)}/auth-service/`;
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 */
export const get = async (path, signal) => (await call("GET", path, { signal })).body;

/**
 * What is there, with the tag by which a change tells what it started from.
 *
 * @param {string} path
 */
export const getTagged = (path) => call("GET", path);

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<any>}
 */
export const post = async (path, body) => (await call("POST", path, { body })).body;

/**
 * @param {string} path
 * @param {unknown} body
 */
export const postTagged = (path, body) => call("POST", path, { body });

/**
 * @param {string} path
 * @param {unknown} body
 */
export const put = (path, body) => call("PUT", path, { body });

/**
 * @param {string} path
 * @param {unknown} body
 * @param {string | null} [tag]
 */
export const patch = (path, body, tag) => call("PATCH", path, { body, tag });

/**
 * @param {string} path
 * @param {string | null} [tag]
 */
export const remove = (path, tag) => call("DELETE", path, { tag });

/**
 * A file, as the server sends it.
 *
 * @param {string} path
 */
export async function download(path) {
  const response = await answered("GET", path, {});
  return response.blob();
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Sent} [sent]
 * @returns {Promise<{ body: any, tag: string | null }>}
 */
async function call(method, path, sent = {}) {
  const response = await answered(method, path, sent);
  const text = await response.text();
  return { body: text === "" ? null : JSON.parse(text), tag: response.headers.get("ETag") };
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Sent} sent
 */
async function answered(method, path, sent) {
  let response = await send(method, path, sent);
  if (response.status === 401) {
    forgetAccessToken();
    response = await send(method, path, sent);
  }
  if (!response.ok) {
    throw new ApiError(response.status, parsed(await response.text()));
  }
  return response;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Sent} sent
 */
async function send(method, path, { body, tag, signal }) {
  /** @type {Record<string, string>} */
  const headers = { Authorization: `Bearer ${await accessToken()}` };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  if (tag) {
    headers["If-Match"] = tag;
  }
  try {
    return await fetch(base + path, {
      method,
      headers,
      signal,
      body: body === undefined || body instanceof Blob ? body : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(503, null);
  }
}

/**
 * A proxy in between may answer anything.
 *
 * @param {string} text
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
