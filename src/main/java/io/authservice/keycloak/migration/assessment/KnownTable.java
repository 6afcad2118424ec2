package io.authservice.keycloak.migration.assessment;

import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.migration.source.SourceRow.Kind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Tables of Django and of applications for it, and what becomes of them. */
enum KnownTable {
  CONTENT_TYPES(Kind.CONTENT_TYPE, "django_content_type", Fate.MOVES, "Under their ids"),
  PERMISSIONS(Kind.PERMISSION, "auth_permission", Fate.MOVES, "Under their ids"),
  GROUPS(Kind.GROUP, "auth_group", Fate.MOVES, "Under their ids, with their permissions"),
  GROUP_PERMISSIONS("", "auth_group_permissions", Fate.MOVES, "With the groups"),
  APPLICATIONS(
      Kind.APPLICATION,
      "oauth2_provider_application",
      Fate.MOVES,
      "Become clients under the same client ids, with their secrets"),
  TOTP_DEVICES(
      BelongingTable.TOTP_DEVICES,
      Fate.PARTLY,
      "Become one-time passwords; devices never confirmed, and those with another t0 than 0, do not"),
  STATIC_DEVICES(BelongingTable.STATIC_DEVICES, Fate.MOVES, "Become recovery codes"),
  STATIC_TOKENS(BelongingTable.STATIC_TOKENS, Fate.MOVES, "Become recovery codes"),
  AUTHENTICATORS(
      BelongingTable.AUTHENTICATORS,
      Fate.PARTLY,
      "One-time passwords and recovery codes move; passkeys, and what the project encrypted, do not"),
  PASSKEYS(
      BelongingTable.PASSKEYS,
      Fate.STAYS,
      "An authenticator may name the user by Django's id, which Keycloak refuses"),
  SOCIAL_ACCOUNTS(
      BelongingTable.SOCIAL_ACCOUNTS,
      Fate.PARTLY,
      "Become links to identity providers that the realm has"),
  SOCIAL_AUTHS(
      BelongingTable.SOCIAL_AUTHS,
      Fate.PARTLY,
      "Become links to identity providers that the realm has"),
  EMAIL_ADDRESSES(
      BelongingTable.EMAIL_ADDRESSES,
      Fate.PARTLY,
      "The user's own e-mail counts as verified if it is here; other addresses do not move"),
  ACCESS_TOKENS(
      Kind.ACCESS_TOKEN,
      "oauth2_provider_accesstoken",
      Fate.ON_REQUEST,
      "By tokens=true and legacy-oauth2-access-until"),
  REFRESH_TOKENS(
      Kind.REFRESH_TOKEN,
      "oauth2_provider_refreshtoken",
      Fate.ON_REQUEST,
      "By tokens=true and legacy-oauth2-refresh-until"),
  KEYS(Kind.KEY, "authtoken_token", Fate.ON_REQUEST, "By tokens=true and legacy-drf-token-until"),
  GRANTS("oauth2_provider.grant", Fate.STAYS, "Authorization codes live for a minute"),
  ID_TOKENS("oauth2_provider.idtoken", Fate.STAYS, "Nobody presents an ID token for access"),
  OUTSTANDING_TOKENS(
      "token_blacklist.outstandingtoken",
      Fate.STAYS,
      "SimpleJWT's tokens are known by their signature: see legacy-jwt-secret"),
  BLACKLISTED_TOKENS(
      "token_blacklist.blacklistedtoken",
      Fate.PARTLY,
      "An import of the database has them refused for good; of a dump they are left"),
  SOCIAL_TOKENS("socialaccount.socialtoken", Fate.STAYS, "Access tokens of links do not move"),
  SOCIAL_APPS(
      "socialaccount.socialapp",
      Fate.STAYS,
      "Make the realm's identity providers first, with these client ids"),
  HOTP_DEVICES("otp_hotp.hotpdevice", Fate.STAYS, "This kind of second factor does not move"),
  EMAIL_DEVICES("otp_email.emaildevice", Fate.STAYS, "This kind of second factor does not move"),
  SESSIONS(
      "sessions.session",
      "django_session",
      Fate.STAYS,
      "Sessions of Django end: users log in anew"),
  LOG_ENTRIES(
      "admin.logentry", "django_admin_log", Fate.STAYS, "Keycloak has admin events of its own");

  /** What becomes of a table's rows. */
  enum Fate {
    MOVES,
    PARTLY,
    ON_REQUEST,
    STAYS;

    /** As answers name it. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final String model;
  private final String table;
  private final Fate fate;
  private final String how;

  KnownTable(String model, String table, Fate fate, String how) {
    this.model = model;
    this.table = table;
    this.fate = fate;
    this.how = how;
  }

  KnownTable(String model, Fate fate, String how) {
    this(model, model.replace('.', '_'), fate, how);
  }

  KnownTable(Kind kind, String table, Fate fate, String how) {
    this(kind.model(), table, fate, how);
  }

  KnownTable(BelongingTable belonging, Fate fate, String how) {
    this(belonging.model(), belonging.table(), fate, how);
  }

  /** Of the model that Django calls so; empty if it is of no concern. */
  static Optional<KnownTable> ofModel(String model) {
    return Arrays.stream(values()).filter(table -> table.model.equals(model)).findFirst();
  }

  String table() {
    return table;
  }

  Fate fate() {
    return fate;
  }

  /** How it moves, or why it does not. */
  String how() {
    return how;
  }
}
