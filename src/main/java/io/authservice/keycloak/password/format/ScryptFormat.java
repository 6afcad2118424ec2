package io.authservice.keycloak.password.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.generators.SCrypt;

/** {@code scrypt$N$salt$r$p$base64} with a derived key of 64 bytes, as of Django 4.0. */
public final class ScryptFormat implements PasswordFormat {

  private static final int LENGTH = 64;
  private static final int TEXT_LENGTH = 88;

  /** Bytes of memory for each unit of N × r (RFC 7914, section 2). */
  private static final long BYTES_PER_UNIT = 128;

  /** N × r × p of Django 4.0's default; later ones do more in a row, not more at a time. */
  private static final long STANDARD_WORK = (1L << 14) * 8;

  private final CostLimits limits;
  private final MemoryBudget memory;

  public ScryptFormat(CostLimits limits, MemoryBudget memory) {
    this.limits = limits;
    this.memory = memory;
  }

  @Override
  public Optional<StoredPassword> read(String encoded) {
    String[] parts = encoded.split("\\$", -1);
    if (parts.length != 6 || parts[2].isEmpty() || parts[5].length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    Optional<Integer> workFactor = WorkFactor.read(parts[1]);
    Optional<Integer> blockSize = WorkFactor.read(parts[3]);
    Optional<Integer> parallelism = WorkFactor.read(parts[4]);
    if (workFactor.isEmpty()
        || blockSize.isEmpty()
        || parallelism.isEmpty()
        || !isAllowed(workFactor.get(), blockSize.get(), parallelism.get())) {
      return Optional.empty();
    }
    return Optional.of(
        new ScryptPassword(
            workFactor.get(), blockSize.get(), parallelism.get(), parts[2], parts[5], memory));
  }

  private boolean isAllowed(int workFactor, int blockSize, int parallelism) {
    boolean isSound =
        workFactor > 1
            && Integer.bitCount(workFactor) == 1
            && (blockSize > 1 || workFactor < 1 << 16);
    // Each factor is below 2^30, so that a product of two cannot overflow a long; the bytes are
    // bounded before they are multiplied again.
    long units = (long) workFactor * blockSize;
    long mostUnits = limits.scryptMemoryKib() * 1024L / BYTES_PER_UNIT;
    return isSound
        && units <= mostUnits
        && units * parallelism <= limits.scryptWorkKib() * 1024L / BYTES_PER_UNIT;
  }

  private record ScryptPassword(
      int workFactor, int blockSize, int parallelism, String salt, String hash, MemoryBudget memory)
      implements StoredPassword {

    @Override
    public boolean matches(byte[] password) {
      byte[] derived =
          memory.within(
              (int) (BYTES_PER_UNIT * workFactor * blockSize / 1024),
              () ->
                  SCrypt.generate(
                      password, salt.getBytes(UTF_8), workFactor, blockSize, parallelism, LENGTH));
      return MessageDigest.isEqual(Base64.getEncoder().encode(derived), hash.getBytes(UTF_8));
    }

    @Override
    public boolean isWeak() {
      return (long) workFactor * blockSize * parallelism < STANDARD_WORK;
    }
  }
}
