package io.authservice.keycloak.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.authservice.keycloak.password.format.Algorithm;
import io.authservice.keycloak.password.format.Encoding;
import io.authservice.keycloak.password.format.MemoryBudget;
import io.authservice.keycloak.password.format.PasswordFormat;
import io.authservice.keycloak.password.format.PasswordFormats;
import io.authservice.keycloak.password.format.PreferredFormat;
import io.authservice.keycloak.password.format.StoredPassword;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
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
  private final AddedFormats added;
  private final HashTimes times;
  private final SecureRandom random = new SecureRandom();

  /**
   * With a quarter of the heap for its memory-hard hashes alone. A server shares one among all that
   * it has, by {@link ServerPasswords}.
   *
   * @throws IllegalArgumentException if the classes that encode new passwords are not there
   */
  public DjangoPasswords(PasswordSettings settings) {
    this(settings, AddedFormats.none(), MemoryBudget.ofHeap(), HashTimes.IGNORED);
  }

  DjangoPasswords(
      PasswordSettings settings, AddedFormats added, MemoryBudget memory, HashTimes times) {
    this(settings, added, memory, times, DjangoPasswords::isPresent);
  }

  /**
   * @param isPresent whether a class of a given name can be loaded
   */
  DjangoPasswords(
      PasswordSettings settings,
      AddedFormats added,
      MemoryBudget memory,
      HashTimes times,
      Predicate<String> isPresent) {
    this.settings = settings;
    this.added = added;
    this.times = times;
    this.preferredAlgorithm = Algorithm.of(settings.encoding());
    PasswordFormats formats = new PasswordFormats(settings.encoding(), settings.limits(), memory);
    for (Algorithm algorithm : Algorithm.values()) {
      // A FIPS build of the server lacks the classes of some.
      if (algorithm.requiredClass().map(isPresent::test).orElse(true)
          && !settings.refusedAlgorithms().contains(algorithm.djangoName())) {
        accepted.put(algorithm, formats.of(algorithm));
      }
    }
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
    return timed(preferredAlgorithm.djangoName(), () -> preferred.encode(bytes, random));
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
    String format = algorithmOf(encoded).orElseThrow();
    if (timed(format, () -> stored.get().matches(bytes.get()))) {
      return isOutdated(encoded, stored.get()) ? Verification.MATCH_OUTDATED : Verification.MATCH;
    }
    preferred.spendWhatWasMissing(bytes.get(), stored.get());
    return Verification.NO_MATCH;
  }

  /**
   * By how many iterations an encoded password falls short of a new one; empty unless both are
   * PBKDF2-SHA256.
   */
  public Optional<FewerIterations> fewerIterations(String encoded) {
    return settings.encoding() instanceof Encoding.Pbkdf2Sha256 pbkdf2
            && Algorithm.identify(encoded).filter(preferredAlgorithm::equals).isPresent()
        ? read(encoded).stream()
            .flatMapToInt(stored -> stored.iterations().stream())
            .filter(iterations -> iterations < pbkdf2.iterations())
            .mapToObj(iterations -> new FewerIterations(iterations, pbkdf2.iterations()))
            .findFirst()
        : Optional.empty();
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
   * The hasher's name of the algorithm an encoded password claims, be it accepted or not; empty for
   * an unusable password and for text that is of no format.
   */
  public Optional<String> algorithmOf(String encoded) {
    return Algorithm.identify(encoded).map(Algorithm::djangoName).or(() -> added.nameOf(encoded));
  }

  /**
   * Whether some password may match an encoded one: false for Django's unusable passwords, which
   * start with an exclamation mark, and for all else that {@link #verify} matches with nothing.
   */
  public boolean isUsable(String encoded) {
    return read(encoded).isPresent();
  }

  private Optional<StoredPassword> read(String encoded) {
    if (utf8(encoded).isEmpty()) {
      return Optional.empty();
    }
    Optional<Algorithm> ofDjango = Algorithm.identify(encoded);
    return ofDjango.isEmpty()
        ? added.read(encoded)
        : ofDjango.map(accepted::get).flatMap(format -> format.read(encoded));
  }

  private <T> T timed(String format, Supplier<T> hash) {
    long start = System.nanoTime();
    T computed = hash.get();
    times.computed(format, System.nanoTime() - start);
    return computed;
  }

  private boolean isOutdated(String encoded, StoredPassword stored) {
    return stored.isWeak()
        || Algorithm.identify(encoded)
            .filter(
                algorithm ->
                    algorithm.isWeakerThan(preferredAlgorithm)
                        || (settings.convertsStronger() && algorithm != preferredAlgorithm))
            .isPresent();
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
