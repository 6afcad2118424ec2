package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.migration.source.DumpModel;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How an import goes about it.
 *
 * @param source where rows come from
 * @param dryRun whether to check only
 * @param lenient whether to leave bad rows out, rather than refuse the whole
 * @param existing what to do about users and groups that are there already and differ
 * @param rawPasswords what to do about passwords that were stored as they were typed
 * @param userModels Django's names of the user model, lower case
 * @param model how that model differs from {@code AbstractUser}, as settings of a storage say it;
 *     blank where it does not, and for a database
 * @param accessTokenLifespan seconds that access tokens of moved clients live
 * @param identityProviders aliases of identity providers by what the old service called them, where
 *     that differs
 * @param tokens whether tokens that are out are moved too
 */
public record ImportOptions(
    Source source,
    boolean dryRun,
    boolean lenient,
    Existing existing,
    RawPasswords rawPasswords,
    Set<String> userModels,
    String model,
    int accessTokenLifespan,
    Map<String, String> identityProviders,
    boolean tokens) {

  private static final String SOURCE = "source";
  private static final String DRY_RUN = "dry-run";
  private static final String LENIENT = "lenient";
  private static final String EXISTING = "existing";
  private static final String RAW_PASSWORDS = "raw-passwords";
  private static final String USER_MODEL = "user-model";
  private static final String MODEL = "model";
  private static final String ACCESS_TOKEN_LIFESPAN = "access-token-lifespan";
  private static final String TOKENS = "tokens";
  private static final String IDENTITY_PROVIDERS = "identity-providers";

  /** The parameters that are read here. */
  public static final List<String> NAMES =
      List.of(
          SOURCE,
          DRY_RUN,
          LENIENT,
          EXISTING,
          RAW_PASSWORDS,
          USER_MODEL,
          MODEL,
          ACCESS_TOKEN_LIFESPAN,
          IDENTITY_PROVIDERS,
          TOKENS);

  private static final int AN_HOUR = 3600;

  public ImportOptions {
    userModels = Set.copyOf(userModels);
    identityProviders = Map.copyOf(identityProviders);
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
    String model = parameter.apply(USER_MODEL).toLowerCase(Locale.ROOT);
    if (!model.isEmpty() && !model.matches("\\w+\\.\\w+")) {
      throw new InvalidOptionException(USER_MODEL, "Enter <app label>.<model name>.");
    }
    Source source = choice(parameter, SOURCE, Source.class, Source.DUMP);
    if (source == Source.DATABASE && !parameter.apply("file").isEmpty()) {
      throw new InvalidOptionException("file", "The source is the database, not a file.");
    }
    if (source == Source.DATABASE && !model.isEmpty()) {
      throw new InvalidOptionException(
          USER_MODEL, "The source is the database, whose table of users the storage names.");
    }
    String text = parameter.apply(MODEL);
    if (source == Source.DATABASE && !text.isEmpty()) {
      throw new InvalidOptionException(
          MODEL, "The source is the database, whose model the storage says.");
    }
    DumpModel.complaint(text)
        .ifPresent(
            complaint -> {
              throw new InvalidOptionException(MODEL, complaint);
            });
    return new ImportOptions(
        source,
        flag(parameter, DRY_RUN),
        flag(parameter, LENIENT),
        choice(parameter, EXISTING, Existing.class, Existing.SKIP),
        choice(parameter, RAW_PASSWORDS, RawPasswords.class, RawPasswords.REFUSE),
        model.isEmpty() ? Set.of("users.user", "auth.user") : Set.of(model),
        text,
        seconds(parameter, ACCESS_TOKEN_LIFESPAN),
        renamed(parameter, IDENTITY_PROVIDERS),
        flag(parameter, TOKENS));
  }

  /** The same for a dump of a model that nothing was said of yet. */
  public ImportOptions withModel(String otherwise) {
    return source == Source.DATABASE || !model.isEmpty()
        ? this
        : new ImportOptions(
            source,
            dryRun,
            lenient,
            existing,
            rawPasswords,
            userModels,
            otherwise,
            accessTokenLifespan,
            identityProviders,
            tokens);
  }

  /** Which tokens of the old service are moved; what a database took back in any case. */
  public Set<IssuedToken.Kind> tokenKinds() {
    if (tokens) {
      return EnumSet.allOf(IssuedToken.Kind.class);
    }
    return source == Source.DATABASE ? EnumSet.of(IssuedToken.Kind.JWT_BLACKLISTED) : Set.of();
  }

  /** For the report, under the parameters' names. */
  public Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(SOURCE, source.name().toLowerCase(Locale.ROOT));
    json.put(DRY_RUN, dryRun);
    json.put(LENIENT, lenient);
    json.put(EXISTING, existing.name().toLowerCase(Locale.ROOT));
    json.put(RAW_PASSWORDS, rawPasswords.name().toLowerCase(Locale.ROOT));
    json.put(USER_MODEL, String.join(",", userModels.stream().sorted().toList()));
    json.put(MODEL, model);
    json.put(ACCESS_TOKEN_LIFESPAN, accessTokenLifespan);
    json.put(
        IDENTITY_PROVIDERS,
        identityProviders.entrySet().stream()
            .map(renamed -> renamed.getKey() + "=" + renamed.getValue())
            .sorted()
            .collect(Collectors.joining(",")));
    json.put(TOKENS, tokens);
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

  private static Map<String, String> renamed(Function<String, String> parameter, String name) {
    Map<String, String> renamed = new LinkedHashMap<>();
    String value = parameter.apply(name);
    for (String pair : value.isEmpty() ? List.<String>of() : List.of(value.split(",", -1))) {
      String[] names = pair.strip().split("=", -1);
      if (names.length != 2
          || names[0].isBlank()
          || names[1].isBlank()
          || renamed.put(names[0].strip(), names[1].strip()) != null) {
        throw new InvalidOptionException(name, "Enter <old name>=<alias>, separated by commas.");
      }
    }
    return renamed;
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
