package io.authservice.keycloak.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.authservice.keycloak.password.DjangoVectors.Vector;
import io.authservice.keycloak.password.format.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What we encode, checked by a real Django: {@code -Ddjango.python=PROGRAM} names a Python that has
 * Django, argon2-cffi and bcrypt. Without it these tests are skipped.
 */
@Tag("external")
class DjangoReadsOursIT {

  private static final List<String> PASSWORDS =
      Stream.concat(
              DjangoVectors.all().stream().map(Vector::password),
              DjangoVectors.randomPasswords().stream())
          .distinct()
          .toList();

  @TempDir private Path directory;
  private String python;

  @BeforeEach
  void findPython() {
    python = System.getProperty("django.python", "");
    assumeTrue(!python.isBlank(), "no Django: -Ddjango.python names no Python that has it");
  }

  @Test
  void acceptsOurPbkdf2() throws Exception {
    assertThat(answers(new Encoding.Pbkdf2Sha256(100), PASSWORDS, ""))
        .hasSizeGreaterThan(500)
        .containsOnly("accepted");
  }

  @Test
  void acceptsOurArgon2() throws Exception {
    assertThat(answers(new Encoding.Argon2id(64, 2, 2), PASSWORDS, ""))
        .hasSizeGreaterThan(500)
        .containsOnly("accepted");
  }

  @Test
  void acceptsOurArgon2AtItsDefaultCost() throws Exception {
    DjangoPasswords passwords =
        new DjangoPasswords(PasswordSettings.of(Encoding.Argon2id.keycloakDefault()));

    assertThat(check(List.of(line("Grüße 🔑", passwords.encode("Grüße 🔑")))))
        .containsExactly("accepted");
  }

  @Test
  void refusesAnotherPassword() throws Exception {
    // A few: Django makes a refusal last as long as one of its own default cost.
    List<String> passwords = PASSWORDS.subList(0, 10);

    assertThat(answers(new Encoding.Pbkdf2Sha256(100), passwords, "~")).containsOnly("REFUSED");
    assertThat(answers(new Encoding.Argon2id(64, 2, 2), passwords, "~")).containsOnly("REFUSED");
  }

  private List<String> answers(Encoding encoding, List<String> passwords, String change)
      throws Exception {
    DjangoPasswords django = new DjangoPasswords(PasswordSettings.of(encoding));
    List<String> lines =
        passwords.stream()
            .map(password -> line(password + change, django.encode(password)))
            .toList();
    List<String> answers = check(lines);
    assertThat(answers).hasSameSizeAs(lines);
    return answers;
  }

  private static String line(String password, String encoded) {
    return HexFormat.of().formatHex(password.getBytes(UTF_8)) + "," + encoded;
  }

  /** Django's verdict on each line, "accepted" or "REFUSED". */
  private List<String> check(List<String> lines) throws IOException, InterruptedException {
    Path input = Files.write(directory.resolve("encoded"), lines);
    Process process =
        new ProcessBuilder(python, DjangoVectors.program().toString(), "check")
            .redirectInput(input.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.lines().map(line -> line.split(" ", 2)[0]).toList();
  }
}
