package io.authservice.keycloak.account.row;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables in which applications for Django keep what users have beside their row: second factors
 * (django-otp, django-otp-webauthn, {@code allauth.mfa}), links to identity providers ({@code
 * allauth.socialaccount}, social-auth-app-django) and addresses ({@code allauth.account}).
 */
public enum BelongingTable {
  TOTP_DEVICES(
      "otp_totp.totpdevice",
      "otp_totp_totpdevice",
      "user",
      "name confirmed key step t0 digits drift"),
  STATIC_DEVICES("otp_static.staticdevice", "otp_static_staticdevice", "user", "confirmed"),
  STATIC_TOKENS("otp_static.statictoken", "otp_static_statictoken", "device", "token"),
  AUTHENTICATORS("mfa.authenticator", "mfa_authenticator", "user", "type data"),
  PASSKEYS("otp_webauthn.webauthncredential", "otp_webauthn_webauthncredential", "user", "name"),
  SOCIAL_ACCOUNTS(
      "socialaccount.socialaccount", "socialaccount_socialaccount", "user", "provider uid"),
  SOCIAL_AUTHS(
      "social_django.usersocialauth", "social_auth_usersocialauth", "user", "provider uid"),
  EMAIL_ADDRESSES("account.emailaddress", "account_emailaddress", "user", "email verified");

  private static final Map<String, BelongingTable> BY_MODEL =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(BelongingTable::model, t -> t));

  private final String model;
  private final String table;
  private final String owner;
  private final String columns;

  BelongingTable(String model, String table, String owner, String columns) {
    this.model = model;
    this.table = table;
    this.owner = owner;
    this.columns = columns;
  }

  /** Of the model that Django calls so, in any letter case. */
  public static Optional<BelongingTable> of(String model) {
    return Optional.ofNullable(BY_MODEL.get(model.toLowerCase(Locale.ROOT)));
  }

  /** Django's name of the model, as dumps have it. */
  public String model() {
    return model;
  }

  public String table() {
    return table;
  }

  /** The field that names whose it is: a user, or the device that is a user's. */
  public String owner() {
    return owner;
  }

  /** Those that are of any concern, beside the key and {@link #owner}. */
  public Set<String> columns() {
    return Set.of(columns.split(" "));
  }
}
