package io.authservice.keycloak.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.authservice.keycloak.password.format.Algorithm;
import io.authservice.keycloak.password.format.Argon2Format;
import io.authservice.keycloak.password.format.BcryptFormat;
import io.authservice.keycloak.password.format.BcryptSha256Format;
import io.authservice.keycloak.password.format.CostLimits;
import io.authservice.keycloak.password.format.Encoding;
import io.authservice.keycloak.password.format.Md5Format;
import io.authservice.keycloak.password.format.MemoryBudget;
import io.authservice.keycloak.password.format.PasswordFormat;
import io.authservice.keycloak.password.format.Pbkdf2Sha1Format;
import io.authservice.keycloak.password.format.Pbkdf2Sha256Format;
import io.authservice.keycloak.password.format.PreferredFormat;
import io.authservice.keycloak.password.format.ScryptFormat;
import io.authservice.keycloak.password.format.Sha1Format;
import io.authservice.keycloak.password.format.StoredPassword;
import io.authservice.keycloak.password.format.UnsaltedMd5Format;
import io.authservice.keycloak.password.format.UnsaltedSha1Format;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Encodes passwords as one of Django's hashers does and verifies those that any of them wrote
 * ({@code django.contrib.auth.hashers}). Safe for use by several threads.
 *
 * <p>No encoded text and no password makes {@link #verify} throw. What cannot be verified takes the
 * time of a wrong password, so that an answer's delay does not tell which users exist; a user whose
 * password is stored in another costly format than new ones still differs, as under Django.
 */
public final class DjangoPasswords {

  private static final byte[] NO_PASSWORD = {};

  private final PasswordSettings settings;
  private final Algorithm preferredAlgorithm;
  private final PreferredFormat preferred;
  private final Map<Algorithm, PasswordFormat> accepted = new EnumMap<>(Algorithm.class);
  private final Set<String> unavailable;
  private final MemoryBudget memory;
  private final HashTimes times;
  private final SecureRandom random = new SecureRandom();

  /**
   * With a quarter of the heap for its memory-hard hashes alone. A server shares one among all that
   * it has, by {@link ServerPasswords}.
   *
   * @throws IllegalArgumentException if the classes that encode new passwords are not there
   */
  public DjangoPasswords(PasswordSettings settings) {
    this(settings, MemoryBudget.ofHeap(), HashTimes.IGNORED);
  }

  DjangoPasswords(PasswordSettings settings, MemoryBudget memory, HashTimes times) {
    this(settings, memory, times, DjangoPasswords::isPresent);
  }

  /**
   * @param isPresent whether a class of a given name can be loaded
   */
  DjangoPasswords(
      PasswordSettings settings,
      MemoryBudget memory,
      HashTimes times,
      Predicate<String> isPresent) {
    this.settings = settings;
    this.memory = memory;
    this.times = times;
    this.preferredAlgorithm = Algorithm.of(settings.encoding());
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
    if (!(accepted.get(preferredAlgorithm) instanceof PreferredFormat format)) {
      throw new IllegalArgumentException(
          "This server cannot compute " + preferredAlgorithm.djangoName());
    }
    this.preferred = format;
  }

  /**
   * Encodes a password with a random salt, in the format the settings ask for, as text of at most
   * 128 characters.
   *
   * @throws IllegalArgumentException if the password has a lone surrogate and so no UTF-8 form
   */
  public String encode(String password) {
    byte[] bytes =
        utf8(password)
            .orElseThrow(() -> new IllegalArgumentException("The password is not valid Unicode"));
    return timed(preferredAlgorithm, () -> preferred.encode(bytes, random));
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
    Algorithm algorithm = Algorithm.identify(encoded).orElseThrow();
    if (timed(algorithm, () -> stored.get().matches(bytes.get()))) {
      return isOutdated(algorithm, stored.get()) ? Verification.MATCH_OUTDATED : Verification.MATCH;
    }
    preferred.spendWhatWasMissing(bytes.get(), stored.get());
    return Verification.NO_MATCH;
  }

  /**
   * Does the work of verifying a password encoded by {@link #encode}, to be called when there is no
   * user to verify it for.
   */
  public void spendAsUnknownUser(String password) {
    long start = System.nanoTime();
    preferred.spend(utf8(password).orElse(NO_PASSWORD));
    times.computed(preferredAlgorithm.djangoName(), System.nanoTime() - start);
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

  private <T> T timed(Algorithm algorithm, Supplier<T> hash) {
    long start = System.nanoTime();
    T computed = hash.get();
    times.computed(algorithm.djangoName(), System.nanoTime() - start);
    return computed;
  }

  private boolean isOutdated(Algorithm algorithm, StoredPassword stored) {
    return stored.isWeak()
        || algorithm.isWeakerThan(preferredAlgorithm)
        || (settings.convertsStronger() && algorithm != preferredAlgorithm);
  }

  private PasswordFormat formatOf(Algorithm algorithm) {
    CostLimits limits = settings.limits();
    return switch (algorithm) {
      case PBKDF2_SHA256 -> new Pbkdf2Sha256Format(pbkdf2().iterations(), limits);
      case PBKDF2_SHA1 -> new Pbkdf2Sha1Format(limits);
      case ARGON2 -> new Argon2Format(argon2(), limits, memory);
      case BCRYPT_SHA256 -> new BcryptSha256Format(limits);
      case BCRYPT -> new BcryptFormat(limits);
      case SCRYPT -> new ScryptFormat(limits, memory);
      case MD5 -> new Md5Format();
      case SHA1 -> new Sha1Format();
      case UNSALTED_MD5 -> new UnsaltedMd5Format();
      case UNSALTED_SHA1 -> new UnsaltedSha1Format();
    };
  }

  private Encoding.Pbkdf2Sha256 pbkdf2() {
    return settings.encoding() instanceof Encoding.Pbkdf2Sha256 pbkdf2
        ? pbkdf2
        : Encoding.Pbkdf2Sha256.djangoDefault();
  }

  private Encoding.Argon2id argon2() {
    return settings.encoding() instanceof Encoding.Argon2id argon2
        ? argon2
        : Encoding.Argon2id.keycloakDefault();
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
