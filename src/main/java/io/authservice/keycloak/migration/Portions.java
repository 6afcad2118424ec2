package io.authservice.keycloak.migration;

import io.authservice.keycloak.account.UserRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers users and hands them on together. */
final class Portions {

  /** Few enough for a short transaction, enough to make round trips rare. */
  static final int SIZE = 500;

  private final Consumer<List<UserRow>> handling;
  private List<UserRow> gathered = new ArrayList<>(SIZE);

  Portions(Consumer<List<UserRow>> handling) {
    this.handling = handling;
  }

  void add(UserRow row) {
    gathered.add(row);
    if (gathered.size() == SIZE) {
      flush();
    }
  }

  /** Hands on what is left. */
  void flush() {
    if (!gathered.isEmpty()) {
      List<UserRow> portion = gathered;
      gathered = new ArrayList<>(SIZE);
      handling.accept(portion);
    }
  }
}
