package io.authservice.keycloak.persistence.extra;

import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.persistence.model.UserModel;
import io.authservice.keycloak.persistence.table.KeyForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The user table in statements of one's own, where a row is called {@code u}.
 *
 * @param quote what the database quotes names with
 * @param key how the users' ids are kept
 */
record UserRows(String table, UserModel model, String quote, KeyForm key) {

  static final String ROW = "u.";

  /** As many ids as a statement may well name: databases limit its parameters. */
  private static final int PORTION = 500;

  String quoted(String name) {
    return quote + name + quote;
  }

  String keyColumn() {
    return ROW + quoted(model.key());
  }

  String from() {
    return " from " + quoted(table) + " u";
  }

  /** The condition that a row is one of some. */
  String among(int ids) {
    return keyColumn() + " in (" + "?, ".repeat(ids - 1) + "?)";
  }

  /** Ids as their columns hold them, in portions; those that no user here can have are left out. */
  List<List<Object>> portions(Collection<UserId> ids) {
    List<Object> stored =
        ids.stream().map(key::stored).filter(Objects::nonNull).collect(Collectors.toList());
    List<List<Object>> portions = new ArrayList<>();
    for (int start = 0; start < stored.size(); start += PORTION) {
      portions.add(stored.subList(start, Math.min(stored.size(), start + PORTION)));
    }
    return portions;
  }

  UserId id(ResultSet row, int column) throws SQLException {
    return Objects.requireNonNull(key.read(row, column));
  }
}
