package io.authservice.keycloak.token.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.rolling.SideBySide;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;

/** A token that one node mails comes back to another, which may have an older JAR. */
class MailedTokenTest {

  /** Change the form, and say by the number that such nodes do not run side by side. */
  @Test
  void itsFormIsThatOfTheNumberThatNodesCompare() throws Exception {
    MailedToken token =
        new MailedToken(
            "f:users:7", MailPurpose.NEW_PASSWORD.type(), 1_900_000_000, "ada@example.com");
    token.bindToPassword("mark");

    assertThat(new SideBySide().metadata()).containsEntry("shared", "1");
    assertThat(Arrays.stream(MailPurpose.values()).map(MailPurpose::type))
        .containsExactly("auth-service-new-password", "auth-service-verified-email");
    assertThat(JsonSerialization.mapper.valueToTree(token).properties())
        .extracting(field -> field.getKey() + "=" + field.getValue().asText())
        .contains(
            "sub=f:users:7",
            "typ=auth-service-new-password",
            "exp=1900000000",
            "eml=ada@example.com",
            "pwd=mark");
  }
}
