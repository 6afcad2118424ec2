package io.authservice.keycloak.token.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.testing.SpiOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailPagesTest {

  private static MailPages pages(String resetPage) {
    return MailPages.of(new SpiOptions(Map.of("password-reset-page", resetPage)));
  }

  @Test
  void withoutOptionsNoPageOfAFrontEndIsKnown() {
    assertThat(MailPages.of(SpiOptions.none()).pages()).isEmpty();
  }

  @Test
  void idAndTokenAreWrittenWhereTheAddressHasPlacesForThem() {
    MailPages pages = pages("https://app.example/#/reset/{uid}/{token}");

    assertThat(pages.address(MailPurpose.NEW_PASSWORD, UserId.of(1), "a.b-c_d"))
        .isEqualTo("https://app.example/#/reset/MQ/a.b-c_d");
    assertThat(pages.has(MailPurpose.VERIFIED_EMAIL)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example/reset",
        "/reset/{token}",
        "//app.example/{token}",
        "javascript:{token}",
        "https:///{token}",
        "https://app.example/a b/{token}"
      })
  void whatIsNoAddressWithAPlaceForATokenIsRefusedAtTheStart(String page) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pages(page))
        .withMessageContaining("password-reset-page");
  }
}
