package io.authservice.keycloak.api.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Django REST framework's envelope of a page found by a cursor.
 *
 * @param next the address of the next page; null on the last
 * @param previous the address of the page before; null on the first
 */
record CursorPage(
    @JsonProperty("next") @Nullable String next,
    @JsonProperty("previous") @Nullable String previous,
    @JsonProperty("results") List<UserRecord> results) {

  public CursorPage {
    results = List.copyOf(results);
  }
}
