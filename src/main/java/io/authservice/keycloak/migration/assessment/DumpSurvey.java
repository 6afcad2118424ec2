package io.authservice.keycloak.migration.assessment;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.account.survey.RowCount;
import io.authservice.keycloak.account.survey.Survey;
import io.authservice.keycloak.migration.source.Belonging;
import io.authservice.keycloak.migration.source.DumpFile;
import io.authservice.keycloak.migration.source.DumpSource;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.migration.source.SourceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a dump from end to end, one row at a time, and counts. */
final class DumpSurvey {

  /** Models that are told apart, and the longest name of one. */
  private static final int MOST_MODELS = 1000;

  private static final int LONGEST_MODEL = 200;
  private static final int MOST_OTHERS = 100;
  private static final int MOST_PROVIDERS = 100;
  private static final String OTHER = "…";

  private final DumpFile file;
  private final Set<String> userModels;
  private final String userModel;
  private final UsersSeen users;
  private final Map<String, Long> models = new TreeMap<>();
  private final Map<String, Long> providers = new TreeMap<>();
  private final Map<String, Long> problems = new TreeMap<>();
  private final Set<String> candidates = new TreeSet<>();
  private final Instant end;
  private boolean complete = true;
  private long userRows;
  private @Nullable UserIdKind kind;

  /**
   * Nothing is read yet.
   *
   * @param userModels Django's names of the user model
   * @param userModel how it differs from {@code AbstractUser}
   * @param patience after which nothing more is read
   */
  DumpSurvey(
      DumpFile file, Set<String> userModels, String userModel, UsersSeen users, Duration patience) {
    this.file = file;
    this.userModels = userModels;
    this.userModel = userModel;
    this.users = users;
    this.end = Instant.now().plus(patience);
  }

  /** The time is up. */
  private static final class LateException extends RuntimeException {
    private LateException() {
      super(null, null, false, false);
    }
  }

  /**
   * Reads.
   *
   * @throws ImportFailedException if the file is no dump, with the place and the reason
   */
  void read() {
    try (DumpSource dump = new DumpSource(file, userModels, false, userModel)) {
      dump.read(this::take, this::requireTime);
      if (models.keySet().stream().anyMatch(DumpSurvey::linksUsers)) {
        dump.readBelongings(this::take, this::requireTime);
      }
    } catch (LateException late) {
      complete = false;
    }
  }

  private void requireTime() {
    if (Instant.now().isAfter(end)) {
      throw new LateException();
    }
  }

  private static boolean linksUsers(String model) {
    return BelongingTable.of(model).filter(Assessment.LINKS::contains).isPresent();
  }

  private void take(SourceRow row) {
    if (row instanceof SourceRow.User user) {
      userRows++;
      if (kind == null && user.numbered()) {
        kind = UserIdKind.of(user.account().id());
      }
      users.user(
          user.password(),
          user.account().username(),
          user.account().email(),
          user.account().get(UserField.ACTIVE));
    } else if (row instanceof SourceRow.Foreign other) {
      if (userModels.contains(other.model().toLowerCase(Locale.ROOT))) {
        // The model says that it is no user.
        return;
      }
      String model = named(other.model());
      models.merge(model, 1L, Long::sum);
      if (other.likeUser() && !model.equals(OTHER)) {
        candidates.add(model);
      }
    } else if (row instanceof SourceRow.Unreadable bad) {
      problems.merge(bad.problem().code(), 1L, Long::sum);
      if (bad.kind() == SourceRow.Kind.USER) {
        userRows++;
      } else {
        models.merge(bad.kind().model(), 1L, Long::sum);
      }
    } else {
      models.merge(kind(row).model(), 1L, Long::sum);
    }
  }

  private static SourceRow.Kind kind(SourceRow row) {
    if (row instanceof SourceRow.ContentType) {
      return SourceRow.Kind.CONTENT_TYPE;
    }
    if (row instanceof SourceRow.Permission) {
      return SourceRow.Kind.PERMISSION;
    }
    return row instanceof SourceRow.Group ? SourceRow.Kind.GROUP : SourceRow.Kind.APPLICATION;
  }

  private void take(Belonging row) {
    if (Assessment.LINKS.contains(row.table())) {
      String provider = row.text("provider");
      boolean told = providers.size() < MOST_PROVIDERS || providers.containsKey(provider);
      providers.merge(told && provider.length() <= LONGEST_MODEL ? provider : OTHER, 1L, Long::sum);
    }
  }

  /** There is no end to what a file may call a model. */
  private String named(String model) {
    boolean told = models.size() < MOST_MODELS || models.containsKey(model);
    return told && model.length() <= LONGEST_MODEL ? model : OTHER;
  }

  /** By the names of the tables that the models have. */
  Survey survey() {
    Map<String, RowCount> tables = new HashMap<>();
    models.forEach(
        (model, rows) ->
            KnownTable.ofModel(model)
                .ifPresent(
                    known ->
                        tables.put(
                            known.table(),
                            new RowCount(
                                rows,
                                complete
                                    ? RowCount.Exactness.EXACT
                                    : RowCount.Exactness.AT_LEAST))));
    List<String> others =
        models.keySet().stream().filter(model -> KnownTable.ofModel(model).isEmpty()).toList();
    return new Survey(
        Optional.empty(),
        Map.of(),
        tables,
        providers,
        others.stream().limit(MOST_OTHERS).toList(),
        others.size(),
        complete);
  }

  /** Rows of the user model, bad ones included. */
  long userRows() {
    return userRows;
  }

  Optional<UserIdKind> kind() {
    return Optional.ofNullable(kind);
  }

  /** Other models that look like one of users. */
  List<String> candidates() {
    return List.copyOf(candidates);
  }

  /** How many rows cannot be made out, by reason. */
  Map<String, Long> problems() {
    return problems;
  }

  /** For people to read. */
  String userModel() {
    return userModels.stream().sorted().collect(Collectors.joining(","));
  }
}
