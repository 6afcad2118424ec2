package io.authservice.keycloak.password;

import io.authservice.keycloak.password.format.Algorithm;
import io.authservice.keycloak.password.format.CostLimits;
import io.authservice.keycloak.password.format.Encoding;
import java.util.Set;
import java.util.TreeSet;

/**
 * How passwords are stored and which stored ones are accepted.
 *
 * @param encoding how new passwords are encoded
 * @param convertsStronger whether a password stored in a stronger format than that of new ones is
 *     outdated too
 * @param refusedAlgorithms Django algorithm names, such as {@code unsalted_md5}, whose stored
 *     passwords match nothing
 * @param limits the most work a stored password may ask for
 */
public record PasswordSettings(
    Encoding encoding, boolean convertsStronger, Set<String> refusedAlgorithms, CostLimits limits) {

  /**
   * @throws IllegalArgumentException if the cost of new passwords is not positive or above the
   *     limits, if an algorithm is not one of {@link #knownAlgorithms}, or if the one new passwords
   *     are encoded with is refused
   */
  public PasswordSettings {
    refusedAlgorithms = Set.copyOf(refusedAlgorithms);
    requireAllowed(encoding, limits);
    Set<String> unknown = new TreeSet<>(refusedAlgorithms);
    unknown.removeAll(Algorithm.djangoNames());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "Unknown password formats " + unknown + "; known are " + Algorithm.djangoNames());
    }
    String preferred = Algorithm.of(encoding).djangoName();
    if (refusedAlgorithms.contains(preferred)) {
      throw new IllegalArgumentException(
          "New passwords are encoded with " + preferred + ": it cannot be refused");
    }
  }

  /**
   * A million PBKDF2-SHA256 iterations, the default of Django 5.2, stronger formats left as they
   * are, none refused, and {@link CostLimits#defaults}.
   */
  public static PasswordSettings defaults() {
    return of(Encoding.Pbkdf2Sha256.djangoDefault());
  }

  /**
   * The defaults, for where nothing is encoded: a text that does not match costs what the stored
   * one asks for and no more.
   */
  public static PasswordSettings forStoredAlone() {
    return of(new Encoding.Pbkdf2Sha256(1));
  }

  /** The defaults but for the encoding of new passwords. */
  public static PasswordSettings of(Encoding encoding) {
    return new PasswordSettings(encoding, false, Set.of(), CostLimits.defaults());
  }

  /** Django's names of every algorithm that can be verified, and so refused, in a stable order. */
  public static Set<String> knownAlgorithms() {
    return Algorithm.djangoNames();
  }

  private static void requireAllowed(Encoding encoding, CostLimits limits) {
    if (encoding instanceof Encoding.Pbkdf2Sha256 pbkdf2
        && (pbkdf2.iterations() < 1 || pbkdf2.iterations() > limits.pbkdf2Iterations())) {
      throw new IllegalArgumentException(
          "PBKDF2 iterations must be from 1 to "
              + limits.pbkdf2Iterations()
              + ", not "
              + pbkdf2.iterations());
    }
    if (encoding instanceof Encoding.Argon2id argon2
        && (argon2.passes() < 1 || argon2.lanes() < 1 || !limits.allow(argon2))) {
      throw new IllegalArgumentException(
          "Argon2 can be run with neither too little memory for its lanes, nor more than "
              + limits.argon2MemoryKib()
              + " KiB, nor more than "
              + limits.argon2WorkKib()
              + " KiB times passes: not with "
              + argon2);
    }
  }
}
