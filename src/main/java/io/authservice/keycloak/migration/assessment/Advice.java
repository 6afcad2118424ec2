package io.authservice.keycloak.migration.assessment;

import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.survey.Survey;
import io.authservice.keycloak.migration.check.PasswordState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What to set for what was found; values in angle brackets are somebody's to choose. */
final class Advice {

  private static final String STORAGE = "storage";
  private static final String IMPORT = "import";
  private static final String SERVER = "server";
  private static final String DATE = "<date>";

  private final Survey survey;
  private final Subject subject;
  private final List<Map<String, Object>> settings = new ArrayList<>();

  Advice(Survey survey, Subject subject) {
    this.survey = survey;
    this.subject = subject;
  }

  /** Each with where it is set, its name and its value. */
  List<Map<String, Object>> all(UsersSeen users, Set<String> unknownProviders) {
    boolean uuids = subject.kind().filter(kind -> kind == UserIdKind.UUID).isPresent();
    if (!subject.dump()) {
      say(STORAGE, "userTable", subject.place());
      say(STORAGE, "userModel", subject.userModel());
      say(STORAGE, "editMode", "READ_ONLY");
      say(IMPORT, "source", "database");
    } else {
      say(STORAGE, "userIds", uuids ? "UUID" : "");
      say(
          STORAGE,
          "userModel",
          subject.outline().attributes().isEmpty() ? "" : subject.userModel());
      say(
          IMPORT,
          "user-model",
          subject.rows().hasRows() || subject.candidates().isEmpty()
              ? ""
              : subject.candidates().get(0));
    }
    say(IMPORT, "raw-passwords", users.passwords(PasswordState.RAW) > 0 ? "unusable" : "");
    say(
        IMPORT,
        "identity-providers",
        unknownProviders.stream()
            .sorted()
            .map(name -> name + "=<alias>")
            .collect(Collectors.joining(",")));
    tokens();
    return List.copyOf(settings);
  }

  private void tokens() {
    boolean access = has(KnownTable.ACCESS_TOKENS);
    boolean refresh = has(KnownTable.REFRESH_TOKENS);
    boolean keys = has(KnownTable.KEYS);
    say(IMPORT, "tokens", access || refresh || keys ? "true" : "");
    say(SERVER, "legacy-oauth2-access-until", access ? DATE : "");
    say(SERVER, "legacy-oauth2-refresh-until", refresh ? DATE : "");
    say(SERVER, "legacy-drf-token-until", keys ? DATE : "");
    boolean simpleJwt = has(KnownTable.OUTSTANDING_TOKENS);
    say(SERVER, "legacy-jwt-secret", simpleJwt ? "<SECRET_KEY>" : "");
    say(SERVER, "legacy-jwt-until", simpleJwt ? DATE : "");
  }

  private boolean has(KnownTable table) {
    return survey.rows(table.table()) > 0;
  }

  private void say(String where, String name, String value) {
    if (!value.isBlank()) {
      Map<String, Object> setting = new LinkedHashMap<>();
      setting.put("where", where);
      setting.put("name", name);
      setting.put("value", value);
      settings.add(setting);
    }
  }
}
