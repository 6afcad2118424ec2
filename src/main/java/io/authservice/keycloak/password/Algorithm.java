package io.authservice.keycloak.password;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The algorithms of Django's password hashers, past and present, and how their text is told. */
enum Algorithm {
  PBKDF2_SHA256("pbkdf2_sha256"),
  PBKDF2_SHA1("pbkdf2_sha1"),
  ARGON2("argon2", "org.bouncycastle.crypto.generators.Argon2BytesGenerator"),
  BCRYPT_SHA256("bcrypt_sha256", "org.bouncycastle.crypto.generators.OpenBSDBCrypt"),
  BCRYPT("bcrypt", "org.bouncycastle.crypto.generators.OpenBSDBCrypt"),
  SCRYPT("scrypt", "org.bouncycastle.crypto.generators.SCrypt"),
  MD5("md5"),
  SHA1("sha1"),
  UNSALTED_MD5("unsalted_md5"),
  UNSALTED_SHA1("unsalted_sha1");

  private static final Set<String> DJANGO_NAMES = namesInOrder();

  private final String djangoName;
  private final Optional<String> requiredClass;

  Algorithm(String djangoName) {
    this.djangoName = djangoName;
    this.requiredClass = Optional.empty();
  }

  Algorithm(String djangoName, String requiredClass) {
    this.djangoName = djangoName;
    this.requiredClass = Optional.of(requiredClass);
  }

  String djangoName() {
    return djangoName;
  }

  /** The class beyond the JDK's without which the algorithm cannot be computed. */
  Optional<String> requiredClass() {
    return requiredClass;
  }

  static Set<String> djangoNames() {
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
  static Optional<Algorithm> identify(String encoded) {
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
