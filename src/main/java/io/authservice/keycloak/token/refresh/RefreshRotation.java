package io.authservice.keycloak.token.refresh;

/**
 * What refreshing does to refresh tokens: SimpleJWT's {@code ROTATE_REFRESH_TOKENS} and {@code
 * BLACKLIST_AFTER_ROTATION}.
 */
public enum RefreshRotation {
  /** One token is used until it expires. */
  OFF,
  /** Each use gives a new token beside the used one. */
  KEEPS_USED,
  /** Each use gives a new token in place of the used one. */
  BLACKLISTS_USED;

  public static RefreshRotation of(boolean rotates, boolean blacklistsUsed) {
    if (!rotates) {
      return OFF;
    }
    return blacklistsUsed ? BLACKLISTS_USED : KEEPS_USED;
  }
}
