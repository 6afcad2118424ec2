package io.authservice.keycloak.migration.user;

import io.authservice.keycloak.account.row.UserRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers users and hands them on together. */
public final class UserBatches {

  /** Few enough for a short transaction, enough to make round trips rare. */
  public static final int SIZE = 500;

  /** Memberships and permissions of one portion, of which few users may have very many. */
  private static final int MOST_LINKS = 50_000;

  private final Consumer<List<UserRow>> handling;
  private List<UserRow> gathered = new ArrayList<>(SIZE);
  private int links;

  /** Nothing is gathered yet. */
  public UserBatches(Consumer<List<UserRow>> handling) {
    this.handling = handling;
  }

  public void add(UserRow row) {
    gathered.add(row);
    links += row.groupIds().size() + row.permissionIds().size();
    if (gathered.size() == SIZE || links > MOST_LINKS) {
      flush();
    }
  }

  /** Hands on what is left. */
  public void flush() {
    if (!gathered.isEmpty()) {
      List<UserRow> portion = gathered;
      gathered = new ArrayList<>(SIZE);
      links = 0;
      handling.accept(portion);
    }
  }
}
