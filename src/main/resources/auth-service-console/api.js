/* Calls of the Admin API, at /admin/realms/<realm>/auth-service/. */

import { ApiError } from "./errors.js";
import { accessToken, forgetAccessToken } from "./session.js";

let base;

export function connect(config) {
  base = `${config.admin_url}/admin/realms/${encodeURIComponent(config.realm)}/auth-service/`;
}

export const get = (path) => call("GET", path);
export const post = (path, body) => call("POST", path, body);
export const patch = (path, body) => call("PATCH", path, body);
export const remove = (path) => call("DELETE", path);

async function call(method, path, body) {
  let response = await send(method, path, body);
  if (response.status === 401) {
    forgetAccessToken();
    response = await send(method, path, body);
  }
  const text = await response.text();
  if (!response.ok) {
    throw new ApiError(response.status, parsed(text));
  }
  return text === "" ? null : JSON.parse(text);
}

async function send(method, path, body) {
  const headers = { Authorization: `Bearer ${await accessToken()}` };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  try {
    return await fetch(base + path, { method, headers, body: JSON.stringify(body) });
  } catch {
    throw new ApiError(503, null);
  }
}

/** A proxy in between may answer anything. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
