package io.authservice.keycloak.persistence.model;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Columns that hold what somebody could log in by, as well-known packages name them. */
final class Secrets {

  private static final Pattern NAMES =
      Pattern.compile(
          "(.*_)?(password|passwd|pwd|password_hash|secret|secret_key|private_key|api_key|token"
              + "|access_token|refresh_token|hmac_digest|otp_key|totp_key|seed|recovery_codes)");

  /** Of django-otp, allauth, social-auth, Django REST framework, SimpleJWT and OAuth toolkit. */
  private static final Set<String> TABLES =
      Set.of(
          "authtoken_token",
          "django_session",
          "mfa_authenticator",
          "otp_static_statictoken",
          "otp_totp_totpdevice",
          "socialaccount_socialapp",
          "socialaccount_socialtoken",
          "social_auth_usersocialauth",
          "token_blacklist_outstandingtoken");

  private Secrets() {}

  /**
   * The same with a column of the user's row that is one for sure, which no condition asks either.
   */
  static Optional<String> among(Term term, String password) {
    return term.mentions(password) ? Optional.of(password) : among(term);
  }

  /** The first secret that a term reads out; a condition tells no more than itself. */
  static Optional<String> among(Term term) {
    if (term instanceof Term.Column column) {
      return named(column.name());
    }
    if (term instanceof Term.Joined joined) {
      String table = joined.join().table();
      return TABLES.contains(table.toLowerCase(Locale.ROOT))
          ? Optional.of(table)
          : named(joined.column());
    }
    return term instanceof Term.FirstOf first
        ? first.terms().stream().map(Secrets::among).flatMap(Optional::stream).findFirst()
        : Optional.empty();
  }

  private static Optional<String> named(String column) {
    return NAMES.matcher(column.toLowerCase(Locale.ROOT)).matches()
        ? Optional.of(column)
        : Optional.empty();
  }
}
