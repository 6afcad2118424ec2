package io.authservice.keycloak.migration.check;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How an import goes about it.
 *
 * @param source where rows come from
 * @param dryRun whether to check only
 * @param lenient whether to leave bad rows out, rather than refuse the whole
 * @param existing what to do about users and groups that are there already and differ
 * @param rawPasswords what to do about passwords that were stored as they were typed
 * @param userModels Django's names of the user model, lower case
 * @param accessTokenLifespan seconds that access tokens of moved clients live
 */
public record ImportOptions(
    Source source,
    boolean dryRun,
    boolean lenient,
    Existing existing,
    RawPasswords rawPasswords,
    Set<String> userModels,
    int accessTokenLifespan) {

  private static final int AN_HOUR = 3600;

  public ImportOptions {
    userModels = Set.copyOf(userModels);
  }

  /** Where rows come from. */
  public enum Source {
    DUMP,
    DATABASE
  }

  /** What is done about rows that are there already and differ. */
  public enum Existing {
    SKIP,
    UPDATE
  }

  /** What is done about passwords no hasher wrote. */
  public enum RawPasswords {
    REFUSE,
    UNUSABLE
  }

  /**
   * Reads request parameters.
   *
   * @param parameter a parameter by its name; blank if it was not sent
   * @throws InvalidOptionException if one is not usable
   */
  public static ImportOptions of(Function<String, String> parameter) {
    String model = parameter.apply("user-model").toLowerCase(Locale.ROOT);
    if (!model.isEmpty() && !model.matches("\\w+\\.\\w+")) {
      throw new InvalidOptionException("user-model", "Enter <app label>.<model name>.");
    }
    Source source = choice(parameter, "source", Source.class, Source.DUMP);
    if (source == Source.DATABASE && !parameter.apply("file").isEmpty()) {
      throw new InvalidOptionException("file", "The source is the database, not a file.");
    }
    return new ImportOptions(
        source,
        flag(parameter, "dry-run"),
        flag(parameter, "lenient"),
        choice(parameter, "existing", Existing.class, Existing.SKIP),
        choice(parameter, "raw-passwords", RawPasswords.class, RawPasswords.REFUSE),
        model.isEmpty() ? Set.of("users.user", "auth.user") : Set.of(model),
        seconds(parameter, "access-token-lifespan"));
  }

  /** For the report, under the parameters' names. */
  public Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", source.name().toLowerCase(Locale.ROOT));
    json.put("dry-run", dryRun);
    json.put("lenient", lenient);
    json.put("existing", existing.name().toLowerCase(Locale.ROOT));
    json.put("raw-passwords", rawPasswords.name().toLowerCase(Locale.ROOT));
    json.put("user-model", String.join(",", userModels.stream().sorted().toList()));
    json.put("access-token-lifespan", accessTokenLifespan);
    return json;
  }

  private static boolean flag(Function<String, String> parameter, String name) {
    return switch (parameter.apply(name)) {
      case "", "false" -> false;
      case "true" -> true;
      default -> throw new InvalidOptionException(name, "Must be a valid boolean.");
    };
  }

  private static <E extends Enum<E>> E choice(
      Function<String, String> parameter, String name, Class<E> type, E otherwise) {
    String value = parameter.apply(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(value)) {
        return constant;
      }
    }
    throw new InvalidOptionException(name, "\"" + value + "\" is not a valid choice.");
  }

  private static int seconds(Function<String, String> parameter, String name) {
    String value = parameter.apply(name);
    if (value.isEmpty()) {
      return AN_HOUR;
    }
    if (!value.matches("[1-9][0-9]{0,7}")) {
      throw new InvalidOptionException(name, "A valid number of seconds is required.");
    }
    return Integer.parseInt(value);
  }

  /** A parameter that cannot be used. */
  public static final class InvalidOptionException extends RuntimeException {

    private final String option;

    InvalidOptionException(String option, String message) {
      super(message);
      this.option = option;
    }

    public String option() {
      return option;
    }
  }
}
