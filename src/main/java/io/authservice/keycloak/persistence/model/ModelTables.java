package io.authservice.keycloak.persistence.model;

import java.util.List;
import java.util.Optional;

/** Rows of the tables that belong to users, in memory. */
public interface ModelTables {

  /** Those of a table whose column refers to a user. */
  List<ModelRow> of(ModelRow user, String table, String column);

  /**
   * The row that another points to.
   *
   * @param by the column of the row that points
   * @param key the column that it points to
   */
  Optional<ModelRow> pointed(ModelRow from, String by, String table, String key);
}
