package io.authservice.keycloak.account.group;

import org.jspecify.annotations.Nullable;

/**
 * A group in a list.
 *
 * @param permissions how many it gives; null if they were not counted
 * @param members how many accounts are in it; null if they were not counted
 */
public record GroupSummary(
    long id, String name, @Nullable Integer permissions, @Nullable Integer members) {

  /** One whose permissions and members were not counted. */
  public GroupSummary(long id, String name) {
    this(id, name, null, null);
  }
}
