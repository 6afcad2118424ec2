package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.persistence.failure.Refusal;

/**
 * Why a setting of the storage component cannot be used. The names are the keys of translations,
 * {@code authServiceRefused.<NAME>} in {@code theme-resources/messages}.
 */
enum SettingRefusal implements Refusal {
  CACHE_UNBOUNDED(
      "Django writes this database too: set the cache policy to NO_CACHE, or to MAX_LIFESPAN"
          + " with the time for which a deactivated user may still be served"),
  FORMAT_IN_USE("New passwords are encoded with {0}: it cannot be refused"),
  MODEL_WITHOUT_URL(
      "Without {1} {0} must have an attribute: the fields of our own users are those of AbstractUser"),
  NOT_A_FLAG("{0} must be true or false, not {1}"),
  NOT_A_FORMAT("{0} must be {1} or {2}, not {3}"),
  NOT_A_KIND_OF_ID("{0} must be INTEGER or UUID"),
  NOT_A_NUMBER("{0} must be a whole number"),
  NOT_AN_EDIT_MODE("{0} must be WRITABLE or READ_ONLY"),
  NOT_A_PREFIX(
      "{0} must begin with a lower-case letter, hold nothing but lower-case letters, digits and"
          + " underscores, end with a letter or a digit, and be no longer than 12"),
  NOT_A_TABLE("{0} must be letters, digits and underscores, at most 46 of them"),
  OUT_OF_RANGE("{0} must be from 1 to {1}"),
  PASSWORD_NOT_ANEW(
      "{0} must be given anew with another database or another user; from the vault, under"
          + " another name"),
  PREFIX_IN_USE(
      "{0} cannot be changed: the database of Keycloak holds users of this realm in the tables"
          + " that it names"),
  PREFIX_OF_A_REALM_GONE(
      "{0} names tables with users of a realm that is gone: drop them, or take another prefix"),
  READ_ONLY_WITHOUT_URL("{0} can be READ_ONLY only with {1}, for a database of others"),
  TABLES_OF_ANOTHER_REALM(
      "Another realm of this server keeps its users in these tables already, or has imported"
          + " them: give this one tables of its own, by tablePrefix"),
  TABLE_OF_ANOTHER_STORAGE("Another storage of this server keeps its users in this table already"),
  TABLE_WITHOUT_URL(
      "{0} can be set only with {1}: the table of our own is users_user, or what"
          + " tablePrefix makes of it"),
  USERS_OF_OTHER_IDS(
      "{0} cannot be changed: the database of Keycloak holds users whose ids are of the other kind");

  private final String pattern;

  SettingRefusal(String pattern) {
    this.pattern = pattern;
  }

  @Override
  public String pattern() {
    return pattern;
  }
}
