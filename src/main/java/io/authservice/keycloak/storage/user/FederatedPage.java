package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;

/**
 * What federated storage holds for the users of one page. Each kind is read for all of them when it
 * is first asked for, so a page costs as many statements as one user does.
 */
final class FederatedPage {

  private final FederatedRows rows;
  private final Set<String> userIds;
  private @Nullable Map<String, MultivaluedHashMap<String, String>> attributes;
  private @Nullable Map<String, List<String>> requiredActions;
  private @Nullable Map<String, List<String>> credentialTypes;

  FederatedPage(FederatedRows rows, Set<String> userIds) {
    this.rows = rows;
    this.userIds = Set.copyOf(userIds);
  }

  MultivaluedHashMap<String, String> attributes(String userId) {
    attributes = once(attributes, rows::attributes);
    return attributes.getOrDefault(userId, new MultivaluedHashMap<>());
  }

  List<String> requiredActions(String userId) {
    requiredActions = once(requiredActions, rows::requiredActions);
    return requiredActions.getOrDefault(userId, List.of());
  }

  List<String> credentialTypes(String userId) {
    credentialTypes = once(credentialTypes, rows::credentialTypes);
    return credentialTypes.getOrDefault(userId, List.of());
  }

  private <T> Map<String, T> once(
      @Nullable Map<String, T> known, Function<Collection<String>, Map<String, T>> reading) {
    return known == null ? reading.apply(userIds) : known;
  }
}
