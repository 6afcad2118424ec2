package io.authservice.keycloak.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.authservice.keycloak.password.format.StoredPassword;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** The formats that other JARs add, by name. */
final class AddedFormats {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");

  private final Map<String, AddedFormat> byName = new LinkedHashMap<>();

  /**
   * @throws IllegalArgumentException if a name is none, is Django's, or is there twice
   */
  AddedFormats(Iterable<AddedFormat> formats) {
    for (AddedFormat format : formats) {
      String name = format.name();
      if (!NAME.matcher(name).matches()
          || PasswordSettings.knownAlgorithms().contains(name)
          || byName.putIfAbsent(name, format) != null) {
        throw new IllegalArgumentException(
            "%s adds the password format \"%s\", which is no name for one, or taken"
                .formatted(format.getClass().getName(), name));
      }
    }
  }

  /** None. */
  static AddedFormats none() {
    return new AddedFormats(List.of());
  }

  /**
   * Those of the JARs beside ours.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  static AddedFormats found() {
    return new AddedFormats(
        ServiceLoader.load(AddedFormat.class, AddedFormats.class.getClassLoader()));
  }

  /** The name of the format that an encoded password is in; empty if it is none of these. */
  Optional<String> nameOf(String encoded) {
    int end = encoded.indexOf('$');
    return end < 0
        ? Optional.empty()
        : Optional.of(encoded.substring(0, end)).filter(byName::containsKey);
  }

  Optional<StoredPassword> read(String encoded) {
    return nameOf(encoded).map(byName::get).map(format -> new Added(format, encoded));
  }

  private record Added(AddedFormat format, String encoded) implements StoredPassword {

    @Override
    public boolean matches(byte[] password) {
      return format.matches(new String(password, UTF_8), encoded);
    }

    @Override
    public boolean isWeak() {
      return format.isReplaced();
    }
  }
}
