package io.authservice.keycloak.password.format;

/**
 * The most work a stored password may ask for. One that asks for more is never computed and matches
 * no password, so that a forged or damaged row cannot occupy the server.
 *
 * @param pbkdf2Iterations most PBKDF2 iterations
 * @param bcryptCost highest bcrypt cost, a power of two, 4 to 31
 * @param argon2MemoryKib most memory of Argon2, in KiB
 * @param argon2WorkKib most memory times passes of Argon2, in KiB
 * @param scryptMemoryKib most memory of scrypt (128 × N × r bytes), in KiB
 * @param scryptWorkKib most memory times parallelism of scrypt, in KiB
 */
public record CostLimits(
    int pbkdf2Iterations,
    int bcryptCost,
    int argon2MemoryKib,
    int argon2WorkKib,
    int scryptMemoryKib,
    int scryptWorkKib) {

  private static final int GIB_IN_KIB = 1024 * 1024;

  /**
   * @throws IllegalArgumentException if a limit is not positive, the bcrypt cost is outside 4 to
   *     31, or a memory limit is above 1 GiB
   */
  public CostLimits {
    requireWithin("pbkdf2Iterations", pbkdf2Iterations, 1, Integer.MAX_VALUE);
    requireWithin("bcryptCost", bcryptCost, 4, 31);
    requireWithin("argon2MemoryKib", argon2MemoryKib, 8, GIB_IN_KIB);
    requireWithin("argon2WorkKib", argon2WorkKib, 8, Integer.MAX_VALUE);
    requireWithin("scryptMemoryKib", scryptMemoryKib, 1, GIB_IN_KIB);
    requireWithin("scryptWorkKib", scryptWorkKib, 1, Integer.MAX_VALUE);
  }

  /**
   * Limits well above every default Django has had: ten million iterations, bcrypt cost 17, 256 MiB
   * for Argon2 and 128 MiB for scrypt, and as much work as a few seconds allow.
   */
  public static CostLimits defaults() {
    return new CostLimits(
        10_000_000, 17, GIB_IN_KIB / 4, 4 * GIB_IN_KIB, GIB_IN_KIB / 8, GIB_IN_KIB);
  }

  /** Whether Argon2 may be run at a cost: enough memory for its lanes, and no more than allowed. */
  public boolean allow(Encoding.Argon2id cost) {
    return cost.memoryKib() >= 8L * cost.lanes()
        && cost.memoryKib() <= argon2MemoryKib
        && cost.work() <= argon2WorkKib;
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + ", not " + value);
    }
  }
}
