package io.authservice.keycloak.migration.assessment;

import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.row.BelongingTable;
import io.authservice.keycloak.account.survey.RowCount;
import io.authservice.keycloak.account.survey.Survey;
import io.authservice.keycloak.account.survey.SurveyOrder;
import io.authservice.keycloak.migration.source.DumpFile;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.persistence.UserModelOutline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was found of a Django service, and what follows from it, as an answer. */
public final class Assessment {

  /** Tables whose rows link users to an identity provider. */
  static final Set<BelongingTable> LINKS =
      Set.of(BelongingTable.SOCIAL_ACCOUNTS, BelongingTable.SOCIAL_AUTHS);

  /**
   * After it nothing more is begun, and what was found by then is told: soon enough for proxies,
   * many of which wait for a minute.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** What looks at every row, below the realm in the Admin API. */
  private static final String REPORT = "auth-service/import?dry-run=true";

  private final Set<String> aliases;
  private final UsersSeen users;
  private final Releases releases = Releases.list();

  /**
   * Of nothing yet.
   *
   * @param aliases of the realm's identity providers
   * @param users who is shown the users; it has seen those of a database when that is told of
   */
  public Assessment(Set<String> aliases, UsersSeen users) {
    this.aliases = Set.copyOf(aliases);
    this.users = users;
  }

  /**
   * A table of users in a database, as it was found.
   *
   * @param userModel how it differs from {@code AbstractUser}; blank where it does not
   * @param candidates every table that looks like one of users
   * @param refusal why users cannot be read by these
   * @param firstId of one of the users, if one could be read
   */
  public record UserTable(
      String userTable,
      String userModel,
      List<String> candidates,
      Optional<String> refusal,
      Optional<Object> firstId) {}

  /** What to look at in a database. */
  public SurveyOrder order() {
    return new SurveyOrder(
        Arrays.stream(KnownTable.values()).map(KnownTable::table).collect(Collectors.toSet()),
        LINKS.stream().map(BelongingTable::table).collect(Collectors.toSet()),
        releases.applications(),
        PATIENCE);
  }

  /** Of a database that was looked at. */
  public Map<String, @Nullable Object> ofDatabase(UserTable table, Survey survey) {
    return told(
        new Subject(
            false,
            table.userTable(),
            table.userModel(),
            Objects.requireNonNullElse(survey.tables().get(table.userTable()), RowCount.exact(0)),
            table.firstId().map(id -> id instanceof Number ? UserIdKind.INTEGER : UserIdKind.UUID),
            table.candidates(),
            table.refusal(),
            Map.of(),
            outline(table)),
        survey);
  }

  /**
   * Of a dump, which is read and closed.
   *
   * @param userModels Django's names of the user model
   * @param userModel how it differs from {@code AbstractUser}; blank where it does not
   * @throws ImportFailedException if it is none, with the place and the reason
   */
  public Map<String, @Nullable Object> ofDump(
      DumpFile file, Set<String> userModels, String userModel) {
    DumpSurvey dump = new DumpSurvey(file, userModels, userModel, users, PATIENCE);
    dump.read();
    Survey survey = dump.survey();
    RowCount.Exactness exactness =
        survey.complete() ? RowCount.Exactness.EXACT : RowCount.Exactness.AT_LEAST;
    return told(
        new Subject(
            true,
            dump.userModel(),
            userModel,
            new RowCount(dump.userRows(), exactness),
            dump.kind(),
            dump.candidates(),
            Optional.empty(),
            dump.problems(),
            UserModelOutline.of(userModel)),
        survey);
  }

  /** A model that cannot be read is refused, which is told apart, and adds nothing. */
  private static ExtraOutline outline(UserTable table) {
    return table.refusal().isPresent() ? ExtraOutline.NONE : UserModelOutline.of(table.userModel());
  }

  private Map<String, @Nullable Object> told(Subject subject, Survey survey) {
    Set<String> unknown = new TreeSet<>(survey.providers().keySet());
    unknown.removeAll(aliases);
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("source", subject.dump() ? "dump" : "database");
    all.put("complete", survey.complete());
    all.put("database", survey.product().map(Assessment::product).orElse(null));
    all.put("applications", applications(survey));
    all.put("users", users(subject));
    all.put("passwords", users.formats());
    all.put("tables", tables(subject, survey));
    all.put("others", others(survey));
    all.put("providers", providers(survey));
    all.put("notices", new Notices(survey, users, subject).all(unknown));
    all.put("settings", new Advice(survey, subject).all(users, unknown));
    all.put("report", REPORT + (subject.dump() ? "" : "&source=database"));
    return all;
  }

  private static Map<String, Object> product(Survey.Product product) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("product", product.name());
    told.put("version", product.version());
    return told;
  }

  private List<Map<String, @Nullable Object>> applications(Survey survey) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (String application : releases.applications()) {
      List<String> applied = survey.migrations().getOrDefault(application, List.of());
      if (!applied.isEmpty()) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("application", application);
        told.put("migration", applied.stream().max(String::compareTo).orElseThrow());
        told.put("release", releases.of(application, applied).orElse(null));
        all.add(told);
      }
    }
    return all;
  }

  private Map<String, @Nullable Object> users(Subject subject) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put(subject.dump() ? "model" : "table", subject.place());
    told.put("candidates", subject.candidates());
    told.put("userModel", subject.userModel());
    told.put("extras", subject.extras());
    if (!subject.dump()) {
      told.put("refusal", subject.refusal().orElse(null));
    }
    told.put("ids", subject.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse(null));
    count(told, subject.rows());
    told.put("sampled", users.sampled());
    return told;
  }

  private static List<Map<String, @Nullable Object>> tables(Subject subject, Survey survey) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    if (!subject.dump()) {
      String users = subject.place();
      table(
          all,
          survey,
          users,
          KnownTable.Fate.MOVES,
          "Under their ids, with hashes, flags and dates; of other columns those that userModel names");
      table(all, survey, users + "_groups", KnownTable.Fate.MOVES, "With the users");
      table(all, survey, users + "_user_permissions", KnownTable.Fate.MOVES, "With the users");
    }
    for (KnownTable known : KnownTable.values()) {
      table(all, survey, known.table(), known.fate(), known.how());
    }
    return all;
  }

  private static void table(
      List<Map<String, @Nullable Object>> all,
      Survey survey,
      String name,
      KnownTable.Fate fate,
      String how) {
    RowCount rows = survey.tables().get(name);
    if (rows != null) {
      Map<String, @Nullable Object> told = new LinkedHashMap<>();
      told.put("table", name);
      count(told, rows);
      told.put("moves", fate.code());
      told.put("how", how);
      all.add(told);
    }
  }

  private static void count(Map<String, @Nullable Object> told, RowCount rows) {
    told.put("rows", rows.exactness() == RowCount.Exactness.UNREAD ? null : rows.rows());
    told.put("counted", rows.exactness().code());
  }

  private static Map<String, Object> others(Survey survey) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("number", survey.otherNumber());
    told.put("names", survey.others());
    return told;
  }

  private List<Map<String, Object>> providers(Survey survey) {
    return survey.providers().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            provider -> {
              Map<String, Object> told = new LinkedHashMap<>();
              told.put("provider", provider.getKey());
              told.put("links", provider.getValue());
              told.put("known", aliases.contains(provider.getKey()));
              return told;
            })
        .toList();
  }
}
