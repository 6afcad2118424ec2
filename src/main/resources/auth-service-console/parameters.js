/* What narrows and orders the list of users, as parameters of the address and of the call. */
// @ts-check

export const FLAGS = ["is_staff", "is_superuser", "is_active"];
export const DATES = ["date_joined", "last_login"];
export const FILTERS = ["search", ...FLAGS, "group", ...DATES];

let list = "#/users";

/** The list as it was looked at last, to come back to. */
export function lastList() {
  return list;
}

/** @param {string} address */
export function rememberList(address) {
  list = address;
}

/**
 * The parameters with others; what is set to nothing goes.
 *
 * @param {URLSearchParams} parameters
 * @param {Record<string, string>} changes
 */
export function withParameters(parameters, changes) {
  const changed = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") {
      changed.delete(name);
    } else {
      changed.set(name, value);
    }
  }
  return changed;
}

/** Whether fewer than all users are asked for. @param {URLSearchParams} parameters */
export function isFiltered(parameters) {
  return FILTERS.some((name) => parameters.has(name));
}

/** The filters alone. @param {URLSearchParams} parameters @returns {Record<string, string>} */
export function filtersOf(parameters) {
  return Object.fromEntries([...parameters].filter(([name]) => FILTERS.includes(name)));
}
