package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.row.ApplicationRow;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.migration.source.SourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the first look at a source gathers: its small tables, and how many rows of each kind. */
public final class SmallTables {

  /** Far beyond any project's; what is held in memory must have a bound. */
  private static final int MOST_ROWS = 200_000;

  /** What they hold together, in characters; a reference counts as {@link #A_REFERENCE}. */
  private static final long MOST_HELD = 64L << 20;

  private static final int A_REFERENCE = 50;

  /** Models that are told apart in the report. */
  private static final int MOST_MODELS = 1000;

  private static final int LONGEST_MODEL = 200;
  private static final String OTHER_MODELS = "…";

  private final List<SourceRow.ContentType> contentTypes = new ArrayList<>();
  private final List<SourceRow.Permission> permissions = new ArrayList<>();
  private final List<SourceRow.Group> groups = new ArrayList<>();
  private final List<ApplicationRow> applications = new ArrayList<>();
  private final Set<String> memberships = new TreeSet<>();
  private final Map<String, Integer> foreign = new TreeMap<>();
  private final Set<String> userModels = new TreeSet<>();
  private boolean others;
  private long users;
  private long belongings;
  private long held;

  /**
   * Takes a row in.
   *
   * @throws ImportFailedException if there are too many
   */
  public void take(SourceRow row) {
    if (row instanceof SourceRow.ContentType contentType) {
      contentTypes.add(contentType);
      hold(0, contentType.appLabel(), contentType.model());
    } else if (row instanceof SourceRow.Permission permission) {
      permissions.add(permission);
      hold(1, permission.name(), permission.codename());
    } else if (row instanceof SourceRow.Group group) {
      groups.add(group);
      hold(group.permissions().size(), group.name());
    } else if (row instanceof SourceRow.Application application) {
      applications.add(application.row());
      hold(0, application.row().columns().values().toArray(String[]::new));
    } else if (row instanceof SourceRow.Foreign other
        && BelongingTable.of(other.model()).isPresent()) {
      belongings++;
    } else if (row instanceof SourceRow.Foreign other) {
      foreign.merge(named(other.model()), 1, Integer::sum);
      if (other.likeUser()) {
        userModels.add(named(other.model()));
      }
    } else if (row instanceof SourceRow.User user) {
      users++;
      takeMemberships(user.memberships());
    } else if (row instanceof SourceRow.Unreadable bad && bad.kind() == SourceRow.Kind.USER) {
      users++;
    } else {
      others = true;
    }
    if (contentTypes.size()
            + permissions.size()
            + groups.size()
            + memberships.size()
            + applications.size()
        > MOST_ROWS) {
      throw new ImportFailedException(
          "There are more than " + MOST_ROWS + " groups, permissions and applications");
    }
  }

  private void takeMemberships(Set<String> names) {
    for (String name : names) {
      if (memberships.add(name)) {
        hold(0, name);
      }
    }
  }

  private void hold(int references, String... texts) {
    held += (long) references * A_REFERENCE;
    for (String text : texts) {
      held += text.length();
    }
    if (held > MOST_HELD) {
      throw new ImportFailedException(
          "Groups, permissions and applications hold more than " + MOST_HELD + " characters");
    }
  }

  /** As the report names a model; there is no end to what a file may call one. */
  private String named(String model) {
    boolean listed = foreign.size() < MOST_MODELS || foreign.containsKey(model);
    return listed && model.length() <= LONGEST_MODEL ? model : OTHER_MODELS;
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

  /** The names of what users are members of beside {@link #groups}. */
  Set<String> memberships() {
    return memberships;
  }

  public List<ApplicationRow> applications() {
    return applications;
  }

  /** Rows of other models, by model. */
  public Map<String, Integer> foreign() {
    return foreign;
  }

  /**
   * Refuses a source in which there is nothing that an import moves, or whose users are called
   * otherwise than the import was told.
   *
   * @param expected Django's names of the user model
   * @throws ImportFailedException that tells what there is
   */
  public void requireSomething(Set<String> expected) {
    String models = String.join(" or ", expected.stream().sorted().toList());
    if (users == 0 && !userModels.isEmpty()) {
      throw new ImportFailedException(
          "There are no users of the model "
              + models
              + ", but rows of "
              + String.join(", ", userModels)
              + ", which look like users. Name the user model by user-model");
    }
    boolean nothing =
        users == 0
            && contentTypes.isEmpty()
            && permissions.isEmpty()
            && groups.isEmpty()
            && applications.isEmpty()
            && !others;
    if (nothing) {
      throw new ImportFailedException(
          "There are no users of the model "
              + models
              + ", and no groups, permissions or applications"
              + (foreign.isEmpty()
                  ? ": the source is empty"
                  : ", but rows of " + String.join(", ", foreign.keySet())));
    }
  }

  /** Rows of what users have beside their own. */
  public long belongings() {
    return belongings;
  }

  /** Bad ones included. */
  public long users() {
    return users;
  }
}
