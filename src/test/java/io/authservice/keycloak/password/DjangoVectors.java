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
final class DjangoVectors {

  /**
   * @param algorithm Django's name of it
   */
  record Vector(String algorithm, String password, String encoded) {

    private static Vector parse(String line) {
      String[] parts = line.split(",", 3);
      return new Vector(parts[0], new String(HexFormat.of().parseHex(parts[1]), UTF_8), parts[2]);
    }
  }

  private DjangoVectors() {}

  static List<Vector> all() {
    return Stream.of("django-3.2.csv", "django-5.2.csv").flatMap(DjangoVectors::read).toList();
  }

  private static Stream<Vector> read(String file) {
    try {
      Path path =
          Path.of(
              Objects.requireNonNull(DjangoVectors.class.getResource("/django-passwords/" + file))
                  .toURI());
      return Files.readAllLines(path, UTF_8).stream().map(Vector::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
