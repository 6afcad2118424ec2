package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.key.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One action and those to whom it is to be done: users by their ids, or all whom filters let
 * through.
 *
 * @param group the id of the group that it is about; empty for actions about none
 * @param ids empty if filters say who
 * @param filters empty if ids say who
 * @param after all users up to this id have been seen to; empty to begin
 */
record BulkOrder(
    BulkAction action,
    OptionalLong group,
    Optional<Set<UserId>> ids,
    Optional<Map<String, String>> filters,
    Optional<UserId> after) {

  BulkOrder {
    ids = ids.map(Set::copyOf);
    filters = filters.map(Map::copyOf);
  }
}
