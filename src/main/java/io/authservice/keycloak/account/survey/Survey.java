package io.authservice.keycloak.account.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found.
 *
 * @param product of the database; empty for a file
 * @param migrations those that were applied, by application
 * @param tables their rows, by name
 * @param providers rows that link users to an identity provider, by its name
 * @param others names of some tables that nobody asked for, or models
 * @param otherNumber how many of these there are
 * @param complete whether everything was looked at in time
 */
public record Survey(
    Optional<Product> product,
    Map<String, List<String>> migrations,
    Map<String, RowCount> tables,
    Map<String, Long> providers,
    List<String> others,
    int otherNumber,
    boolean complete) {

  public Survey {
    migrations = Map.copyOf(migrations);
    tables = Map.copyOf(tables);
    providers = Map.copyOf(providers);
    others = List.copyOf(others);
  }

  /** A database as it calls itself. */
  public record Product(String name, String version) {}

  /** Rows of a table; nought where there is none. */
  public long rows(String table) {
    return tables.containsKey(table) ? tables.get(table).rows() : 0;
  }
}
