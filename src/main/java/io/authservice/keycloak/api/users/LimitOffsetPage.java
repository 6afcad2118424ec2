package io.authservice.keycloak.api.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Django REST framework's envelope of a page found by limit and offset.
 *
 * @param count how many users there are on all pages
 * @param next the address of the next page; null on the last
 * @param previous the address of the page before; null on the first
 */
record LimitOffsetPage(
    @JsonProperty("count") long count,
    @JsonProperty("next") @Nullable String next,
    @JsonProperty("previous") @Nullable String previous,
    @JsonProperty("results") List<UserRecord> results) {

  public LimitOffsetPage {
    results = List.copyOf(results);
  }
}
