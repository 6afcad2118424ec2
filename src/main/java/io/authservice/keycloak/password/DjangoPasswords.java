package io.authservice.keycloak.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Encodes passwords as Django's default hasher does and verifies those that any of its hashers
 * wrote ({@code django.contrib.auth.hashers}). Safe for use by several threads.
 *
 * <p>No encoded text and no password makes {@link #verify} throw. What cannot be verified takes the
 * time of a wrong password, so that an answer's delay does not tell which users exist; a user whose
 * password is stored with Argon2, bcrypt or scrypt still differs, as under Django.
 */
public final class DjangoPasswords {

  private static final String SALT_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private static final byte[] NO_PASSWORD = {};

  private final PasswordSettings settings;
  private final Pbkdf2Sha256Format preferred;
  private final Map<Algorithm, PasswordFormat> accepted = new EnumMap<>(Algorithm.class);
  private final Set<String> unavailable;
  private final SecureRandom random = new SecureRandom();

  public DjangoPasswords(PasswordSettings settings) {
    this(settings, DjangoPasswords::isPresent);
  }

  /**
   * @param isPresent whether a class of a given name can be loaded
   */
  DjangoPasswords(PasswordSettings settings, Predicate<String> isPresent) {
    this.settings = settings;
    this.preferred = new Pbkdf2Sha256Format(settings.pbkdf2Iterations(), settings.limits());
    Set<String> missing = new LinkedHashSet<>();
    for (Algorithm algorithm : Algorithm.values()) {
      String name = algorithm.djangoName();
      if (!algorithm.requiredClass().map(isPresent::test).orElse(true)) {
        missing.add(name);
      } else if (!settings.refusedAlgorithms().contains(name)) {
        accepted.put(algorithm, formatOf(algorithm));
      }
    }
    this.unavailable = Collections.unmodifiableSet(missing);
  }

  /**
   * Encodes a password as {@code pbkdf2_sha256$iterations$salt$base64}, with a random salt of 22
   * letters and digits.
   *
   * @throws IllegalArgumentException if the password has a lone surrogate and so no UTF-8 form
   */
  public String encode(String password) {
    byte[] bytes =
        utf8(password)
            .orElseThrow(() -> new IllegalArgumentException("The password is not valid Unicode"));
    return preferred.encode(bytes, newSalt());
  }

  /**
   * Compares a password with an encoded one. Text that is unusable, malformed, of an unknown,
   * refused or unavailable algorithm, or beyond the cost limits matches nothing.
   */
  public Verification verify(String password, String encoded) {
    Optional<byte[]> bytes = utf8(password);
    Optional<StoredPassword> stored = read(encoded);
    if (bytes.isEmpty() || stored.isEmpty()) {
      spendAsUnknownUser(password);
      return Verification.NO_MATCH;
    }
    if (stored.get().matches(bytes.get())) {
      return stored.get().isOutdated() ? Verification.MATCH_OUTDATED : Verification.MATCH;
    }
    spend(bytes.get(), stored.get().missingIterations());
    return Verification.NO_MATCH;
  }

  /**
   * Does the work of verifying a password encoded by {@link #encode}, to be called when there is no
   * user to verify it for.
   */
  public void spendAsUnknownUser(String password) {
    spend(utf8(password).orElse(NO_PASSWORD), settings.pbkdf2Iterations());
  }

  /**
   * Django's name of the algorithm an encoded password claims, be it accepted or not; empty for an
   * unusable password and for text that is none of Django's.
   */
  public Optional<String> algorithmOf(String encoded) {
    return Algorithm.identify(encoded).map(Algorithm::djangoName);
  }

  /**
   * Whether some password may match an encoded one: false for Django's unusable passwords, which
   * start with an exclamation mark, and for all else that {@link #verify} matches with nothing.
   */
  public boolean isUsable(String encoded) {
    return read(encoded).isPresent();
  }

  /**
   * Django's names of the algorithms that cannot be verified because the server lacks the classes
   * that compute them, as a FIPS build does; worth a warning at start-up.
   */
  public Set<String> unavailableAlgorithms() {
    return unavailable;
  }

  private Optional<StoredPassword> read(String encoded) {
    return Algorithm.identify(encoded)
        .filter(algorithm -> utf8(encoded).isPresent())
        .flatMap(algorithm -> Optional.ofNullable(accepted.get(algorithm)))
        .flatMap(format -> format.read(encoded));
  }

  private PasswordFormat formatOf(Algorithm algorithm) {
    int iterations = settings.pbkdf2Iterations();
    CostLimits limits = settings.limits();
    return switch (algorithm) {
      case PBKDF2_SHA256 -> preferred;
      case PBKDF2_SHA1 -> new Pbkdf2Sha1Format(iterations, limits);
      case ARGON2 -> new Argon2Format(limits);
      case BCRYPT_SHA256 -> new BcryptSha256Format(limits);
      case BCRYPT -> new BcryptFormat(limits);
      case SCRYPT -> new ScryptFormat(limits);
      case MD5 -> new Md5Format(iterations);
      case SHA1 -> new Sha1Format(iterations);
      case UNSALTED_MD5 -> new UnsaltedMd5Format(iterations);
      case UNSALTED_SHA1 -> new UnsaltedSha1Format(iterations);
    };
  }

  private void spend(byte[] password, int iterations) {
    if (iterations > 0) {
      preferred.decoy(iterations).matches(password);
    }
  }

  private String newSalt() {
    StringBuilder salt = new StringBuilder();
    for (int i = 0; i < Pbkdf2Sha256Format.SALT_LENGTH; i++) {
      salt.append(SALT_CHARACTERS.charAt(random.nextInt(SALT_CHARACTERS.length())));
    }
    return salt.toString();
  }

  private static Optional<byte[]> utf8(String text) {
    return UTF_8.newEncoder().canEncode(text)
        ? Optional.of(text.getBytes(UTF_8))
        : Optional.empty();
  }

  private static boolean isPresent(String className) {
    try {
      Class.forName(className, false, DjangoPasswords.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
