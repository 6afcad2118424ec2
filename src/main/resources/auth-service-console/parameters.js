/* What narrows and orders the list of users, as parameters of the address and of the call. */
// @ts-check

export const FLAGS = ["is_staff", "is_superuser", "is_active"];
export const DATES = ["date_joined", "last_login"];
export const FILTERS = ["search", ...FLAGS, "group", ...DATES, "locked"];
/** What says which page of the list is shown, and in what order. */
const ARRANGING = ["limit", "offset", "ordering"];

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

/**
 * Whatever narrows the list, also what has no field here but came by an address: what is done to
 * all that match must not be done to more.
 *
 * @param {URLSearchParams} parameters
 * @returns {Record<string, string>}
 */
export function filtersOf(parameters) {
  return Object.fromEntries([...parameters].filter(([name]) => !ARRANGING.includes(name)));
}

/**
 * Whether fewer than all users are asked for.
 *
 * @param {URLSearchParams} parameters
 */
export function isFiltered(parameters) {
  return Object.keys(filtersOf(parameters)).length > 0;
}
