package io.authservice.keycloak.admin.page;

import io.authservice.keycloak.theme.Look;

/** By what a person works, and on what. */
enum Hand {
  MOUSE(Look.DESKTOP_LIGHT),
  /** Nothing but keys, where there is the least room. */
  KEYBOARD(Look.PHONE_DARK);

  private final Look look;

  Hand(Look look) {
    this.look = look;
  }

  Look look() {
    return look;
  }
}
