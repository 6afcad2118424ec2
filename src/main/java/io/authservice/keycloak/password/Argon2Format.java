package io.authservice.keycloak.password;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
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
final class Argon2Format implements PasswordFormat {

  private static final Pattern TEXT =
      Pattern.compile(
          "argon2\\$argon2(id|i|d)(?:\\$v=(16|19))?"
              + "\\$m=([0-9]+),t=([0-9]+),p=([0-9]+)"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  /** The reference library's least, in bytes. */
  private static final int SALT_MIN = 8;

  /** Shorter hashes, which the reference library allows, are too easily met by chance. */
  private static final int HASH_MIN = 16;

  private static final int HASH_MAX = 128;

  private final CostLimits limits;

  Argon2Format(CostLimits limits) {
    this.limits = limits;
  }

  @Override
  public Optional<StoredPassword> read(String encoded) {
    Matcher text = TEXT.matcher(encoded);
    if (!text.matches()) {
      return Optional.empty();
    }
    Optional<Integer> memory = Cost.read(text.group(3));
    Optional<Integer> passes = Cost.read(text.group(4));
    Optional<Integer> lanes = Cost.read(text.group(5));
    Optional<byte[]> salt = decode(text.group(6));
    Optional<byte[]> hash = decode(text.group(7));
    if (memory.isEmpty()
        || passes.isEmpty()
        || lanes.isEmpty()
        || !isAllowed(memory.get(), passes.get(), lanes.get())
        || salt.filter(bytes -> bytes.length >= SALT_MIN).isEmpty()
        || hash.filter(bytes -> bytes.length >= HASH_MIN && bytes.length <= HASH_MAX).isEmpty()) {
      return Optional.empty();
    }
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(variant(text.group(1)))
            .withVersion(
                "19".equals(text.group(2))
                    ? Argon2Parameters.ARGON2_VERSION_13
                    : Argon2Parameters.ARGON2_VERSION_10)
            .withMemoryAsKB(memory.get())
            .withIterations(passes.get())
            .withParallelism(lanes.get())
            .withSalt(salt.get())
            .build();
    return Optional.of(new Argon2Password(parameters, hash.get()));
  }

  private boolean isAllowed(int memoryKib, int passes, int lanes) {
    return memoryKib >= 8L * lanes
        && memoryKib <= limits.argon2MemoryKib()
        && (long) memoryKib * passes <= limits.argon2WorkKib();
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

  private static final class Argon2Password implements SlowPassword {

    private final Argon2Parameters parameters;
    private final byte[] hash;

    Argon2Password(Argon2Parameters parameters, byte[] hash) {
      this.parameters = parameters;
      this.hash = hash;
    }

    @Override
    public boolean matches(byte[] password) {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(parameters);
      byte[] computed = new byte[hash.length];
      generator.generateBytes(password, computed);
      return MessageDigest.isEqual(computed, hash);
    }
  }
}
