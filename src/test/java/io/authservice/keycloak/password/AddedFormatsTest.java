package io.authservice.keycloak.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.password.format.MemoryBudget;
import io.authservice.keycloak.testing.SaleorPasswords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashers of projects' own, and Django's with parameters of a project's own. */
class AddedFormatsTest {

  private static final Path VECTORS = Path.of("src/test/resources/added-passwords/vectors.jsonl");

  private final DjangoPasswords passwords =
      new ServerPasswords(HashTimes.IGNORED).with(PasswordSettings.defaults());

  @ParameterizedTest
  @CsvSource({"saleor, sha512b64pbkdf2, MATCH_OUTDATED", "weblate, argon2, MATCH"})
  void matchesWhatItsProjectEncodedAndNothingElse(
      String project, String name, Verification verification) throws IOException {
    List<JsonNode> vectors = vectors(project);

    assertThat(vectors)
        .isNotEmpty()
        .allSatisfy(
            vector -> {
              String encoded = vector.get("encoded").textValue();
              String password = vector.get("password").textValue();
              assertThat(passwords.algorithmOf(encoded)).contains(name);
              assertThat(passwords.isUsable(encoded)).isTrue();
              assertThat(passwords.verify(password, encoded)).isEqualTo(verification);
              assertThat(passwords.verify(password + "x", encoded))
                  .isEqualTo(Verification.NO_MATCH);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha512b64pbkdf2$",
        "sha512b64pbkdf2$1$",
        "sha512b64pbkdf2",
        "sha512b64pbkdf2$\ud800"
      })
  void damagedTextMatchesNothing(String encoded) {
    assertThat(passwords.verify("secret", encoded)).isEqualTo(Verification.NO_MATCH);
  }

  @Test
  void aFormatThatDoesNotAskForItIsNotReplaced() {
    AddedFormats kept = new AddedFormats(List.of(new Plain("plain", false)));

    assertThat(
            new ServerPasswords(new MemoryBudget(64), HashTimes.IGNORED, kept)
                .with(PasswordSettings.defaults())
                .verify("secret", "plain$secret"))
        .isEqualTo(Verification.MATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Plain", "pl$ain", "argon2", "unsalted_md5"})
  void aNameThatIsNoneOrTakenIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddedFormats(List.of(new Plain(name, true))))
        .withMessageContaining(Plain.class.getName());
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AddedFormats(List.of(new SaleorPasswords(), new SaleorPasswords())));
  }

  private static List<JsonNode> vectors(String project) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> vectors = new ArrayList<>();
    for (String line : Files.readAllLines(VECTORS)) {
      JsonNode vector = mapper.readTree(line);
      if (vector.get("project").textValue().equals(project)) {
        vectors.add(vector);
      }
    }
    return vectors;
  }

  private record Plain(String name, boolean isReplaced) implements AddedFormat {

    @Override
    public boolean matches(String password, String encoded) {
      return encoded.equals(name + "$" + password);
    }
  }
}
