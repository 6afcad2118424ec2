package io.authservice.keycloak.password;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Passwords encoded by Django, written by {@code make_vectors.py} beside the files read here. */
public final class DjangoVectors {

  /**
   * @param algorithm Django's name of it
   */
  public record Vector(String algorithm, String password, String encoded) {

    private static Vector parse(String line) {
      String[] parts = line.split(",", 3);
      return new Vector(parts[0], new String(HexFormat.of().parseHex(parts[1]), UTF_8), parts[2]);
    }
  }

  private DjangoVectors() {}

  public static List<Vector> all() {
    return Stream.of("django-3.2.csv", "django-5.2.csv", "random-3.2.csv", "random-5.2.csv")
        .flatMap(DjangoVectors::read)
        .toList();
  }

  /** Hundreds of passwords of random Unicode. */
  static List<String> randomPasswords() {
    return Stream.of("random-3.2.csv", "random-5.2.csv")
        .flatMap(DjangoVectors::read)
        .map(Vector::password)
        .distinct()
        .toList();
  }

  /** The program that wrote the vectors, and that tells what Django accepts. */
  static Path program() {
    return resource("make_vectors.py");
  }

  private static Stream<Vector> read(String file) {
    try {
      return Files.readAllLines(resource(file), UTF_8).stream().map(Vector::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path resource(String file) {
    try {
      return Path.of(
          Objects.requireNonNull(DjangoVectors.class.getResource("/django-passwords/" + file))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
