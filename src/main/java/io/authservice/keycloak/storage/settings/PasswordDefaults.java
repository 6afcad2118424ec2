package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.password.format.Encoding;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;

/**
 * What holds for passwords in realms that set nothing of their own.
 *
 * @param pbkdf2 cost of PBKDF2
 * @param argon2 cost of Argon2
 */
public record PasswordDefaults(Encoding.Pbkdf2Sha256 pbkdf2, Encoding.Argon2id argon2) {

  /** Server option for the PBKDF2 iterations of realms that set none of their own. */
  private static final String PASSWORD_ITERATIONS = "password-iterations";

  private static final String ARGON2 = "argon2";

  /** Keycloak heeds no more in a password policy: they are meant for PBKDF2. */
  private static final int MOST_PASSES = 100;

  /**
   * Reads the server's options.
   *
   * @param options ours
   * @param argon2 those of Keycloak's own Argon2 hashing
   */
  public static PasswordDefaults of(Config.Scope options, Config.Scope argon2) {
    Encoding.Pbkdf2Sha256 django = Encoding.Pbkdf2Sha256.djangoDefault();
    Encoding.Argon2id keycloak = Encoding.Argon2id.keycloakDefault();
    return new PasswordDefaults(
        new Encoding.Pbkdf2Sha256(options.getInt(PASSWORD_ITERATIONS, django.iterations())),
        new Encoding.Argon2id(
            argon2.getInt("memory", keycloak.memoryKib()),
            argon2.getInt("iterations", keycloak.passes()),
            argon2.getInt("parallelism", keycloak.lanes())));
  }

  /**
   * The cost of Argon2 in a realm, whose password policy sets the passes where it does so for
   * Keycloak's own hashing.
   *
   * @param algorithm the policy's hashing algorithm; null if it names none
   * @param iterations the policy's hashing iterations; -1 if it names none
   */
  Encoding.Argon2id argon2(@Nullable String algorithm, int iterations) {
    boolean isMeantForArgon2 = algorithm == null || algorithm.equals(ARGON2);
    return isMeantForArgon2 && iterations > 0 && iterations <= MOST_PASSES
        ? new Encoding.Argon2id(argon2.memoryKib(), iterations, argon2.lanes())
        : argon2;
  }
}
