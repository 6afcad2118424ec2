/* Which users are ticked: some by name, over several pages, or all that match. */
// @ts-check

export class Selection {
  #changed;
  /** @type {Map<UserId, string>} */
  #ticked = new Map();
  /** @type {User[]} */
  #page = [];
  /** @type {number | null} */
  #count = null;
  #all = false;
  /** @type {() => void} */
  #follower = () => {};

  /** @param {() => void} changed called whenever something is ticked or not any more */
  constructor(changed) {
    this.#changed = changed;
  }

  /**
   * The page that is shown now, and how many users match on all pages, null until it is known.
   *
   * @param {User[]} page
   * @param {number | null} count
   */
  offer(page, count) {
    this.#page = page;
    this.#count = count;
    this.#tell();
  }

  /**
   * Whoever shows ticks; there is one.
   *
   * @param {() => void} follower
   */
  follow(follower) {
    this.#follower = follower;
    follower();
  }

  /**
   * @param {User} user
   * @param {boolean} on
   */
  tick(user, on) {
    if (on) {
      this.#ticked.set(user.id, user.username);
    } else {
      this.#ticked.delete(user.id);
    }
    this.#tell();
  }

  /** @param {boolean} on */
  tickPage(on) {
    this.#all = false;
    for (const user of this.#page) {
      if (on) {
        this.#ticked.set(user.id, user.username);
      } else {
        this.#ticked.delete(user.id);
      }
    }
    this.#tell();
  }

  tickAll() {
    this.#all = true;
    this.#tell();
  }

  clear() {
    this.#ticked.clear();
    this.#all = false;
    this.#tell();
  }

  /** @param {UserId} id */
  has(id) {
    return this.#all || this.#ticked.has(id);
  }

  hasPage() {
    return this.#page.length > 0 && this.#page.every((user) => this.has(user.id));
  }

  /** Whether all that match are ticked, also those on other pages. */
  get all() {
    return this.#all;
  }

  get size() {
    return this.#all ? this.count : this.#ticked.size;
  }

  /** How many match on all pages, as far as is known. */
  get count() {
    return this.#count ?? this.#page.length;
  }

  /** Whether it is known that there are more that match than this page shows. */
  get hasMore() {
    return this.count > this.#page.length;
  }

  get ids() {
    return [...this.#ticked.keys()];
  }

  get names() {
    return [...this.#ticked.values()];
  }

  #tell() {
    this.#follower();
    this.#changed();
  }
}
