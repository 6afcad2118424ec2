package io.authservice.keycloak.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the first look at a source gathers: its small tables, and how many rows of each kind. */
final class SmallRows {

  /** Far beyond any project's; what is held in memory must have a bound. */
  private static final int MOST_ROWS = 200_000;

  private final List<SourceRow.ContentType> contentTypes = new ArrayList<>();
  private final List<SourceRow.Permission> permissions = new ArrayList<>();
  private final List<SourceRow.Group> groups = new ArrayList<>();
  private final List<SourceRow.Application> applications = new ArrayList<>();
  private final Map<String, Integer> foreign = new TreeMap<>();
  private long users;

  /**
   * Takes a row in.
   *
   * @throws ImportFailedException if there are too many
   */
  void take(SourceRow row) {
    if (row instanceof SourceRow.ContentType contentType) {
      contentTypes.add(contentType);
    } else if (row instanceof SourceRow.Permission permission) {
      permissions.add(permission);
    } else if (row instanceof SourceRow.Group group) {
      groups.add(group);
    } else if (row instanceof SourceRow.Application application) {
      applications.add(application);
    } else if (row instanceof SourceRow.Foreign other) {
      foreign.merge(other.model(), 1, Integer::sum);
    } else if (row instanceof SourceRow.User
        || (row instanceof SourceRow.Unreadable bad && bad.kind() == SourceRow.Kind.USER)) {
      users++;
    }
    if (contentTypes.size() + permissions.size() + groups.size() + applications.size()
        > MOST_ROWS) {
      throw new ImportFailedException(
          "There are more than " + MOST_ROWS + " groups, permissions and applications");
    }
  }

  List<SourceRow.ContentType> contentTypes() {
    return contentTypes;
  }

  List<SourceRow.Permission> permissions() {
    return permissions;
  }

  List<SourceRow.Group> groups() {
    return groups;
  }

  List<SourceRow.Application> applications() {
    return applications;
  }

  /** Rows of other models, by model. */
  Map<String, Integer> foreign() {
    return foreign;
  }

  /** Bad ones included. */
  long users() {
    return users;
  }
}
