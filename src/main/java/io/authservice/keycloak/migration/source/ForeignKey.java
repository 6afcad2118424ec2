package io.authservice.keycloak.migration.source;

import io.authservice.keycloak.account.key.UserId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A foreign key, by id or by Django's natural key ({@code --natural-foreign}).
 *
 * @param id empty for any other reference than by an integer
 * @param uuid empty for any other reference than by a UUID, which users alone may have
 * @param key empty for a reference by id
 */
public record ForeignKey(OptionalLong id, Optional<UUID> uuid, List<String> key) {

  public ForeignKey {
    key = List.copyOf(key);
  }

  public static ForeignKey to(long id) {
    return new ForeignKey(OptionalLong.of(id), Optional.empty(), List.of());
  }

  public static ForeignKey to(UserId id) {
    return id instanceof UserId.Universal universal
        ? new ForeignKey(OptionalLong.empty(), Optional.of(universal.uuid()), List.of())
        : to(((UserId.Whole) id).number());
  }

  public static ForeignKey to(List<String> key) {
    return new ForeignKey(OptionalLong.empty(), Optional.empty(), key);
  }

  /** The user that is referred to; empty for a reference by natural key. */
  public Optional<UserId> userId() {
    return id.isPresent() ? Optional.of(UserId.of(id.getAsLong())) : uuid.map(UserId::of);
  }

  /** For people to read. */
  public String described() {
    return userId().map(UserId::toString).orElseGet(() -> String.join(".", key));
  }
}
