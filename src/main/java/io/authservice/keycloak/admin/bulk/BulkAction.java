package io.authservice.keycloak.admin.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be done to each of many users. */
enum BulkAction {
  ACTIVATE,
  DEACTIVATE,
  ADD_TO_GROUP,
  REMOVE_FROM_GROUP,
  END_SESSIONS,
  DELETE;

  static Optional<BulkAction> of(String text) {
    return Arrays.stream(values()).filter(action -> action.text().equals(text)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(BulkAction::text).toList();
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is about a group of Django's, which superusers alone give. */
  boolean needsGroup() {
    return this == ADD_TO_GROUP || this == REMOVE_FROM_GROUP;
  }

  /** Whether it changes the users' tables. */
  boolean writesTables() {
    return this != END_SESSIONS;
  }

  /** Whether whoever does it to itself is out, and cannot go on with the others. */
  boolean locksOut() {
    return this == DEACTIVATE || this == DELETE || this == END_SESSIONS;
  }
}
