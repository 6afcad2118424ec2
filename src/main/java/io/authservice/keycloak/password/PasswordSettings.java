package io.authservice.keycloak.password;

import java.util.Set;
import java.util.TreeSet;

/**
 * How passwords are stored and which stored ones are accepted.
 *
 * @param pbkdf2Iterations iterations of a newly encoded password
 * @param refusedAlgorithms Django algorithm names, such as {@code unsalted_md5}, whose stored
 *     passwords match nothing
 * @param limits the most work a stored password may ask for
 */
public record PasswordSettings(
    int pbkdf2Iterations, Set<String> refusedAlgorithms, CostLimits limits) {

  private static final int DJANGO_5_2_ITERATIONS = 1_000_000;

  /**
   * @throws IllegalArgumentException if the iterations are not positive or above the limit, if an
   *     algorithm is not one of {@link #knownAlgorithms}, or if the one new passwords are encoded
   *     with is refused
   */
  public PasswordSettings {
    refusedAlgorithms = Set.copyOf(refusedAlgorithms);
    if (pbkdf2Iterations < 1 || pbkdf2Iterations > limits.pbkdf2Iterations()) {
      throw new IllegalArgumentException(
          "pbkdf2Iterations must be from 1 to "
              + limits.pbkdf2Iterations()
              + ", not "
              + pbkdf2Iterations);
    }
    Set<String> unknown = new TreeSet<>(refusedAlgorithms);
    unknown.removeAll(Algorithm.djangoNames());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "Unknown password algorithms " + unknown + "; known are " + Algorithm.djangoNames());
    }
    if (refusedAlgorithms.contains(Algorithm.PBKDF2_SHA256.djangoName())) {
      throw new IllegalArgumentException(
          "New passwords are encoded with pbkdf2_sha256: it cannot be refused");
    }
  }

  /**
   * A million PBKDF2-SHA256 iterations, the default of Django 5.2, no format refused, and {@link
   * CostLimits#defaults}.
   */
  public static PasswordSettings defaults() {
    return new PasswordSettings(DJANGO_5_2_ITERATIONS, Set.of(), CostLimits.defaults());
  }

  /** Django's names of every algorithm that can be verified, and so refused, in a stable order. */
  public static Set<String> knownAlgorithms() {
    return Algorithm.djangoNames();
  }
}
