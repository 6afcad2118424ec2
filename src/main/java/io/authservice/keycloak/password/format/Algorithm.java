package io.authservice.keycloak.password.format;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The algorithms of Django's password hashers, past and present, and how their text is told. */
public enum Algorithm {
  PBKDF2_SHA256("pbkdf2_sha256", Strength.PBKDF2),
  PBKDF2_SHA1("pbkdf2_sha1", Strength.HISTORIC),
  ARGON2("argon2", Strength.ARGON2, "org.bouncycastle.crypto.generators.Argon2BytesGenerator"),
  BCRYPT_SHA256(
      "bcrypt_sha256", Strength.BCRYPT, "org.bouncycastle.crypto.generators.OpenBSDBCrypt"),
  BCRYPT("bcrypt", Strength.BCRYPT, "org.bouncycastle.crypto.generators.OpenBSDBCrypt"),
  SCRYPT("scrypt", Strength.SCRYPT, "org.bouncycastle.crypto.generators.SCrypt"),
  MD5("md5", Strength.HISTORIC),
  SHA1("sha1", Strength.HISTORIC),
  UNSALTED_MD5("unsalted_md5", Strength.HISTORIC),
  UNSALTED_SHA1("unsalted_sha1", Strength.HISTORIC);

  /**
   * What an algorithm makes guessing cost at the parameters in use, ascending: the order in which
   * OWASP's Password Storage Cheat Sheet recommends them.
   */
  private enum Strength {
    HISTORIC,
    PBKDF2,
    BCRYPT,
    SCRYPT,
    ARGON2
  }

  private static final Set<String> DJANGO_NAMES = namesInOrder();

  private final String djangoName;
  private final Strength strength;
  private final Optional<String> requiredClass;

  Algorithm(String djangoName, Strength strength) {
    this.djangoName = djangoName;
    this.strength = strength;
    this.requiredClass = Optional.empty();
  }

  Algorithm(String djangoName, Strength strength, String requiredClass) {
    this.djangoName = djangoName;
    this.strength = strength;
    this.requiredClass = Optional.of(requiredClass);
  }

  public String djangoName() {
    return djangoName;
  }

  /** The class beyond the JDK's without which the algorithm cannot be computed. */
  public Optional<String> requiredClass() {
    return requiredClass;
  }

  public boolean isWeakerThan(Algorithm other) {
    return strength.compareTo(other.strength) < 0;
  }

  public static Algorithm of(Encoding encoding) {
    return encoding instanceof Encoding.Argon2id ? ARGON2 : PBKDF2_SHA256;
  }

  public static Set<String> djangoNames() {
    return DJANGO_NAMES;
  }

  private static Set<String> namesInOrder() {
    Set<String> names = new LinkedHashSet<>();
    for (Algorithm algorithm : values()) {
      names.add(algorithm.djangoName);
    }
    return Collections.unmodifiableSet(names);
  }

  /**
   * Tells the algorithm of an encoded password by Django's own rules ({@code identify_hasher}),
   * without looking at what follows the name; empty for text no hasher claims.
   */
  public static Optional<Algorithm> identify(String encoded) {
    if (encoded.length() == 32 && encoded.indexOf('$') < 0) {
      return encoded.startsWith("!") ? Optional.empty() : Optional.of(UNSALTED_MD5);
    }
    if (encoded.length() == 37 && encoded.startsWith("md5$$")) {
      return Optional.of(UNSALTED_MD5);
    }
    if (encoded.length() == 46 && encoded.startsWith("sha1$$")) {
      return Optional.of(UNSALTED_SHA1);
    }
    int end = encoded.indexOf('$');
    String name = end < 0 ? encoded : encoded.substring(0, end);
    return Arrays.stream(values()).filter(known -> known.djangoName.equals(name)).findFirst();
  }
}
