package io.authservice.keycloak.account;

/**
 * The columns of Django's table of users, by which clients, dumps, tokens and attributes know them
 * too.
 */
public final class UserColumns {

  public static final String ID = "id";
  public static final String USERNAME = "username";
  public static final String EMAIL = "email";
  public static final String FIRST_NAME = "first_name";
  public static final String LAST_NAME = "last_name";
  public static final String IS_ACTIVE = "is_active";
  public static final String IS_STAFF = "is_staff";
  public static final String IS_SUPERUSER = "is_superuser";
  public static final String DATE_JOINED = "date_joined";
  public static final String LAST_LOGIN = "last_login";
  public static final String PASSWORD = "password";

  private UserColumns() {}
}
