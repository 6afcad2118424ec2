package io.authservice.keycloak.password.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * {@code argon2$argon2id$v=19$m=…,t=…,p=…$salt$hash}: Django's name before the text of the Argon2
 * reference library. Variants i, d and id; text without {@code v=} is of version 16.
 */
public final class Argon2Format implements PreferredFormat {

  private static final Pattern TEXT =
      Pattern.compile(
          "argon2\\$argon2(id|i|d)(?:\\$v=(16|19))?"
              + "\\$m=([0-9]+),t=([0-9]+),p=([0-9]+)"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  /** The reference library's least, in bytes. */
  private static final int SALT_MIN = 8;

  /** RFC 9106, section 3.1, recommends it for password hashing; in bytes. */
  private static final int SALT_LENGTH = 16;

  /** Shorter hashes, which the reference library allows, are too easily met by chance. */
  private static final int HASH_MIN = 16;

  private static final int HASH_MAX = 128;

  /** Length of a new hash in bytes, Keycloak's and the reference library's. */
  private static final int HASH_LENGTH = 32;

  private final Encoding.Argon2id standard;
  private final CostLimits limits;
  private final MemoryBudget memory;

  /**
   * @param standard the cost of new passwords, below which a stored one is weak
   */
  public Argon2Format(Encoding.Argon2id standard, CostLimits limits, MemoryBudget memory) {
    this.standard = standard;
    this.limits = limits;
    this.memory = memory;
  }

  @Override
  public Optional<StoredPassword> read(String encoded) {
    Matcher text = TEXT.matcher(encoded);
    if (!text.matches()) {
      return Optional.empty();
    }
    Optional<Integer> memoryKib = WorkFactor.read(text.group(3));
    Optional<Integer> passes = WorkFactor.read(text.group(4));
    Optional<Integer> lanes = WorkFactor.read(text.group(5));
    Optional<byte[]> salt = decode(text.group(6));
    Optional<byte[]> hash = decode(text.group(7));
    if (memoryKib.isEmpty()
        || passes.isEmpty()
        || lanes.isEmpty()
        || salt.filter(bytes -> bytes.length >= SALT_MIN).isEmpty()
        || hash.filter(bytes -> bytes.length >= HASH_MIN && bytes.length <= HASH_MAX).isEmpty()) {
      return Optional.empty();
    }
    Encoding.Argon2id cost = new Encoding.Argon2id(memoryKib.get(), passes.get(), lanes.get());
    if (!limits.allow(cost)) {
      return Optional.empty();
    }
    int version =
        "19".equals(text.group(2))
            ? Argon2Parameters.ARGON2_VERSION_13
            : Argon2Parameters.ARGON2_VERSION_10;
    return Optional.of(
        new Argon2Password(
            parameters(variant(text.group(1)), version, cost, salt.get()),
            hash.get(),
            version < Argon2Parameters.ARGON2_VERSION_13 || cost.work() < standard.work()));
  }

  @Override
  public String encode(byte[] password, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return Algorithm.ARGON2.djangoName()
        + "$argon2id$v=19$m="
        + standard.memoryKib()
        + ",t="
        + standard.passes()
        + ",p="
        + standard.lanes()
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash(standardParameters(salt), password, HASH_LENGTH));
  }

  @Override
  public void spend(byte[] password) {
    hash(standardParameters(new byte[SALT_LENGTH]), password, HASH_LENGTH);
  }

  // What PBKDF2 has done of it is unknown; a plain digest has done none.
  @Override
  public void spendWhatWasMissing(byte[] password, StoredPassword stored) {
    if (stored.iterations().orElse(1) == 0) {
      spend(password);
    }
  }

  private Argon2Parameters standardParameters(byte[] salt) {
    return parameters(
        Argon2Parameters.ARGON2_id, Argon2Parameters.ARGON2_VERSION_13, standard, salt);
  }

  private static Argon2Parameters parameters(
      int variant, int version, Encoding.Argon2id cost, byte[] salt) {
    return new Argon2Parameters.Builder(variant)
        .withVersion(version)
        .withMemoryAsKB(cost.memoryKib())
        .withIterations(cost.passes())
        .withParallelism(cost.lanes())
        .withSalt(salt)
        .build();
  }

  private byte[] hash(Argon2Parameters parameters, byte[] password, int length) {
    return memory.within(
        parameters.getMemory(),
        () -> {
          Argon2BytesGenerator generator = new Argon2BytesGenerator();
          generator.init(parameters);
          byte[] computed = new byte[length];
          generator.generateBytes(password, computed);
          return computed;
        });
  }

  private static int variant(String suffix) {
    return switch (suffix) {
      case "d" -> Argon2Parameters.ARGON2_d;
      case "i" -> Argon2Parameters.ARGON2_i;
      default -> Argon2Parameters.ARGON2_id;
    };
  }

  /** Decodes base64 without padding; empty unless it is the one spelling of its bytes. */
  private static Optional<byte[]> decode(String base64) {
    if (base64.length() % 4 == 1) {
      return Optional.empty();
    }
    byte[] bytes = Base64.getDecoder().decode(base64.getBytes(US_ASCII));
    return Base64.getEncoder().withoutPadding().encodeToString(bytes).equals(base64)
        ? Optional.of(bytes)
        : Optional.empty();
  }

  private final class Argon2Password implements StoredPassword {

    private final Argon2Parameters parameters;
    private final byte[] hash;
    private final boolean isWeak;

    Argon2Password(Argon2Parameters parameters, byte[] hash, boolean isWeak) {
      this.parameters = parameters;
      this.hash = hash;
      this.isWeak = isWeak;
    }

    @Override
    public boolean matches(byte[] password) {
      return MessageDigest.isEqual(hash(parameters, password, hash.length), hash);
    }

    @Override
    public boolean isWeak() {
      return isWeak;
    }
  }
}
