package io.authservice.keycloak.password.format;

/** How new passwords are encoded: one of Django's formats, with its cost. */
public sealed interface Encoding {

  /**
   * {@code pbkdf2_sha256$…}, which Django reads with its default settings.
   *
   * @param iterations PBKDF2 iterations
   */
  record Pbkdf2Sha256(int iterations) implements Encoding {

    private static final int DJANGO_5_2_ITERATIONS = 1_000_000;

    /** A million iterations, the default of Django 5.2. */
    public static Pbkdf2Sha256 djangoDefault() {
      return new Pbkdf2Sha256(DJANGO_5_2_ITERATIONS);
    }
  }

  /**
   * {@code argon2$argon2id$…}, which Django reads where argon2-cffi is installed.
   *
   * @param memoryKib memory in KiB
   * @param passes passes over the memory
   * @param lanes degree of parallelism
   */
  record Argon2id(int memoryKib, int passes, int lanes) implements Encoding {

    /** 7 MiB, five passes, one lane: the default of Keycloak's own password hashing. */
    public static Argon2id keycloakDefault() {
      return new Argon2id(7168, 5, 1);
    }

    /** Memory times passes, in KiB. */
    long work() {
      return (long) memoryKib * passes;
    }
  }
}
