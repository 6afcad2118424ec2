/* What the parts of the page share: who is logged in, and what is asked for more than once. */
// @ts-check

import { get } from "./api.js";

export class Context {
  #config;
  /** @type {Promise<GroupEntry[]> | null} */
  #groups = null;
  /** @type {Promise<Permission[]> | null} */
  #permissions = null;

  /**
   * @param {Config} config
   * @param {Session} session
   */
  constructor(config, session) {
    this.#config = config;
    this.session = session;
  }

  /** Whether users may be added and changed at all. */
  get mayManage() {
    return this.session.may_manage && !this.session.read_only;
  }

  /** Whether groups and permissions may be given. */
  get mayGrant() {
    return this.session.may_grant && !this.session.read_only && !this.isReadOnly("groups");
  }

  /**
   * Whether a field comes from where nothing is written.
   *
   * @param {string} name
   */
  isReadOnly(name) {
    return this.session.read_only_fields.includes(name);
  }

  /** Whether superusers may be made. */
  get superuser() {
    return this.session.superuser && !this.session.read_only;
  }

  /** Whether one may look at a service that is to move here. */
  get mayAssess() {
    return this.session.superuser;
  }

  /** Whether the realm has the client by which that is done. */
  get hasOperations() {
    return this.#config.operations_client_id !== null;
  }

  get consoleUrl() {
    const realm = encodeURIComponent(this.#config.realm);
    return `${this.#config.admin_url}/admin/${realm}/console/`;
  }

  /**
   * The page that Keycloak's console has for a user.
   *
   * @param {User} user
   */
  consoleUrlOf(user) {
    const realm = encodeURIComponent(this.#config.realm);
    return `${this.consoleUrl}#/${realm}/users/${encodeURIComponent(user.keycloak_id)}/settings`;
  }

  get accountUrl() {
    const realm = encodeURIComponent(this.#config.realm);
    return `${this.#config.auth_url}/realms/${realm}/account/account-security/signing-in`;
  }

  /** Every group, by name alone: counts look at every member. */
  groups() {
    this.#groups ??= get("groups?count=false");
    return this.#groups.catch((failure) => {
      this.#groups = null;
      throw failure;
    });
  }

  forgetGroups() {
    this.#groups = null;
  }

  /** Every permission, in Django's order. */
  permissions() {
    this.#permissions ??= get("permissions");
    return this.#permissions.catch((failure) => {
      this.#permissions = null;
      throw failure;
    });
  }
}
