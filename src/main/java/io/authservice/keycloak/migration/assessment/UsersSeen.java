package io.authservice.keycloak.migration.assessment;

import io.authservice.keycloak.account.survey.SurveyedUsers;
import io.authservice.keycloak.migration.check.Fingerprint;
import io.authservice.keycloak.migration.check.PasswordState;
import io.authservice.keycloak.password.DjangoPasswords;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was seen of users: numbers alone. Names and addresses are compared by their fingerprints,
 * and forgotten; no more users are looked at than that takes some megabytes for.
 */
public final class UsersSeen implements SurveyedUsers {

  private static final int MOST = 100_000;

  private final DjangoPasswords passwords;
  private final Set<Long> names = new HashSet<>();
  private final Set<Long> emails = new HashSet<>();
  private final Map<String, Map<PasswordState, Long>> formats = new TreeMap<>();
  private final Map<PasswordState, Long> states = new EnumMap<>(PasswordState.class);
  private long sampled;
  private long inactive;
  private long sameNames;
  private long sameEmails;
  private long blankEmails;

  /**
   * Has seen nobody yet.
   *
   * @param passwords that the realm accepts
   */
  public UsersSeen(DjangoPasswords passwords) {
    this.passwords = passwords;
  }

  @Override
  public void user(String password, String username, String email, boolean active) {
    if (sampled >= MOST) {
      return;
    }
    sampled++;
    inactive += active ? 0 : 1;
    sameNames += names.add(Fingerprint.ignoringCase(username)) ? 0 : 1;
    if (email.isBlank()) {
      blankEmails++;
    } else if (!emails.add(Fingerprint.ignoringCase(email))) {
      sameEmails++;
    }
    PasswordState state = PasswordState.of(password, passwords);
    states.merge(state, 1L, Long::sum);
    formats
        .computeIfAbsent(format(password, state), first -> new EnumMap<>(PasswordState.class))
        .merge(state, 1L, Long::sum);
  }

  /** What stands before the first dollar sign of an unknown text may be part of a password. */
  private String format(String password, PasswordState state) {
    return switch (state) {
      case ACCEPTED, REFUSED -> passwords.algorithmOf(password).orElseThrow();
      case UNUSABLE, BLANK, UNKNOWN, RAW -> state.code();
    };
  }

  long sampled() {
    return sampled;
  }

  long inactive() {
    return inactive;
  }

  /** Users whose name is another's before them but for letter case. */
  long sameNames() {
    return sameNames;
  }

  /** Users whose e-mail is another's before them. */
  long sameEmails() {
    return sameEmails;
  }

  long blankEmails() {
    return blankEmails;
  }

  long passwords(PasswordState state) {
    return states.getOrDefault(state, 0L);
  }

  /** How many passwords are of which format, and whether they are accepted. */
  List<Map<String, Object>> formats() {
    return formats.entrySet().stream()
        .flatMap(
            format ->
                format.getValue().entrySet().stream()
                    .map(state -> format(format.getKey(), state.getKey(), state.getValue())))
        .toList();
  }

  private static Map<String, Object> format(String name, PasswordState state, long users) {
    Map<String, Object> format = new LinkedHashMap<>();
    format.put("format", name);
    format.put("users", users);
    format.put("accepted", state == PasswordState.ACCEPTED);
    return format;
  }
}
