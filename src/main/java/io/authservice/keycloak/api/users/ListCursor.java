package io.authservice.keycloak.api.users;

import io.authservice.keycloak.account.AccountOrder;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in a list as clients carry it about: {@code f:<id>:<key>} or {@code b:<id>:<key>}, for
 * forwards and backwards, in URL-safe base64. It names nothing its bearer has not seen.
 */
record ListCursor(boolean backwards, AccountOrder.Position position) {

  String encoded() {
    String text = (backwards ? "b:" : "f:") + position.id() + ":" + position.value();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty for text that is no cursor of a list in this order. */
  static Optional<ListCursor> decoded(String encoded, AccountOrder order) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
      String[] parts = text.split(":", 3);
      if (parts.length != 3 || !(parts[0].equals("f") || parts[0].equals("b"))) {
        return Optional.empty();
      }
      if (order.key().kind() == UserField.Kind.MOMENT) {
        Instant.parse(parts[2]);
      }
      return UserId.read(parts[1])
          .map(id -> new ListCursor(parts[0].equals("b"), new AccountOrder.Position(parts[2], id)));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      return Optional.empty();
    }
  }
}
