package io.authservice.keycloak.wire.error;

import java.util.Locale;

/**
 * What is wrong, for programs: the codes Django REST framework has for its messages, and after them
 * those of our own. The names are those of the codes, in capitals.
 */
public enum ErrorCode {
  BLANK,
  DOES_NOT_EXIST,
  ERROR,
  INCORRECT_TYPE,
  INVALID,
  MAX_LENGTH,
  METHOD_NOT_ALLOWED,
  NOT_ACCEPTABLE,
  NOT_AUTHENTICATED,
  NOT_A_LIST,
  NOT_FOUND,
  NULL,
  NULL_CHARACTERS_NOT_ALLOWED,
  PARSE_ERROR,
  PERMISSION_DENIED,
  REQUIRED,
  SURROGATE_CHARACTERS_NOT_ALLOWED,
  THROTTLED,
  UNIQUE,
  UNSUPPORTED_MEDIA_TYPE,

  /** As Django's password validators have them. */
  PASSWORD_ENTIRELY_NUMERIC,
  PASSWORD_TOO_COMMON,
  PASSWORD_TOO_SHORT,
  PASSWORD_TOO_SIMILAR,

  /** It is no longer as whoever wants to change it knew it. */
  CHANGED_MEANWHILE,
  /** Another change overtook this one. */
  CONFLICT,
  /** What is to be cancelled has ended. */
  ENDED,
  /** The user is not active. */
  INACTIVE,
  /** The body broke off. */
  INCOMPLETE,
  /** Something else refers to it, or lives in it. */
  IN_USE,
  /** The mail server did not take a message. */
  MAIL_FAILED,
  /** The realm lacks what the API cannot do without. */
  NOT_SET_UP,
  /** The user has no e-mail address. */
  NO_EMAIL,
  /** Users, groups and permissions are only read. */
  READ_ONLY,
  /** Another of its kind is running. */
  RUNNING,
  /** Nobody does this to itself among many. */
  SELF,
  /** The body is above the limit. */
  TOO_LARGE,
  /** A database does not answer. */
  UNAVAILABLE;

  /** As it stands in answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
