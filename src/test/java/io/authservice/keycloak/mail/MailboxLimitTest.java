package io.authservice.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * What nodes know each other's mails by. Nodes of two releases run side by side while one is
 * replaced by the other: whoever changes a key here raises the form in {@code SideBySide}.
 */
class MailboxLimitTest {

  /** SHA-256 of the address, of the asker's, and of nothing. */
  private static final String MAILBOX =
      "f7d54c22dda5b1780276601cd005909b70543fc4a6ba72d735b4cb9bbb611f01";

  private static final String ASKER =
      "fec52565aa0cf18f57d7cf5b3ac728503b8992d2d6f7d46da1d1201090902b02";
  private static final String NOBODY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final Map<String, Long> taken = new LinkedHashMap<>();

  /** A period of the clock begins every ten minutes; this is 100 seconds into one. */
  private final MailboxLimit limit = new MailboxLimit(places(), 1_800_000_100);

  private SingleUseObjectProvider places() {
    return (SingleUseObjectProvider)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SingleUseObjectProvider.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "putIfAbsent" ->
                      taken.putIfAbsent((String) arguments[0], (Long) arguments[1]) == null;
                  case "remove" -> {
                    taken.remove((String) arguments[0]);
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void placesAreKnownByTheseKeysUntilThePeriodEnds() throws Exception {
    String mailbox = "auth-service.mail.r1." + MAILBOX + ".3000000.";

    limit.take("r1", " Anna@Example.com", "203.0.113.7");
    limit.take("r1", "anna@example.com", null);

    assertThat(taken)
        .containsExactly(
            Map.entry(mailbox + ASKER + ".0", 500L),
            Map.entry(mailbox + "0", 500L),
            Map.entry(mailbox + NOBODY + ".0", 500L),
            Map.entry(mailbox + "1", 500L));
  }

  @Test
  void aMailThatWasNotSentGivesItsPlacesBack() throws Exception {
    limit.giveBack(limit.take("r1", "anna@example.com", null));

    assertThat(taken).isEmpty();
  }

  @Test
  void oneAskerHasFivePlacesAndAllTogetherFifteen() throws Exception {
    for (String asker : new String[] {"a", "b", "c"}) {
      for (int mail = 0; mail < 5; mail++) {
        limit.take("r1", "anna@example.com", asker);
      }
      assertThatThrownBy(() -> limit.take("r1", "anna@example.com", asker))
          .isInstanceOf(MailboxFullException.class);
    }
    assertThatThrownBy(() -> limit.take("r1", "anna@example.com", "d"))
        .isInstanceOf(MailboxFullException.class);

    assertThat(taken).hasSize(30);
  }
}
