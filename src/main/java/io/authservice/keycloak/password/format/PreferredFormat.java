package io.authservice.keycloak.password.format;

import java.security.SecureRandom;

/** A format that new passwords can be stored in. Safe for use by several threads. */
public interface PreferredFormat extends PasswordFormat {

  /** Encodes a password, given as UTF-8, with a random salt. */
  String encode(byte[] password, SecureRandom random);

  /** Does the work of verifying a newly encoded password. */
  void spend(byte[] password);

  /**
   * Does the work that a mismatch with a stored password fell short of that of a newly encoded one,
   * as far as the two can be compared.
   */
  void spendWhatWasMissing(byte[] password, StoredPassword stored);
}
