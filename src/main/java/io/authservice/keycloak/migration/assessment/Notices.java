package io.authservice.keycloak.migration.assessment;

import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.survey.Survey;
import io.authservice.keycloak.migration.check.PasswordState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What people will notice, and what somebody should look at first. */
final class Notices {

  private final Survey survey;
  private final UsersSeen users;
  private final Subject subject;
  private final List<Map<String, Object>> told = new ArrayList<>();

  Notices(Survey survey, UsersSeen users, Subject subject) {
    this.survey = survey;
    this.users = users;
    this.subject = subject;
  }

  /** Each with a code, how many it is about, and a sentence. */
  List<Map<String, Object>> all(Set<String> unknownProviders) {
    ofTheSource();
    ofPasswords();
    ofUsers();
    ofWhatStays();
    tell(
        "unknown_providers",
        unknownProviders.size(),
        "The realm has no identity provider of these names: links to them are left out");
    return List.copyOf(told);
  }

  private void ofTheSource() {
    tell(
        "users_unreadable",
        subject.refusal().isPresent() ? 1 : 0,
        "The users cannot be read by this table and model: see refusal");
    tell(
        "users_missing",
        !subject.rows().hasRows() && !subject.candidates().isEmpty() && subject.dump() ? 1 : 0,
        "No row is of the user model, and others look like users: name theirs by user-model");
    tell(
        "bad_rows",
        subject.problems().values().stream().mapToLong(Long::longValue).sum(),
        "Rows that cannot be made out: the pre-flight report lists each");
    tell(
        "uuid_ids",
        subject.kind().filter(kind -> kind == UserIdKind.UUID).isPresent() ? 1 : 0,
        "Users have UUIDs, and keep them; a realm's users have ids of one kind");
    tell(
        "own_user_model",
        subject.userModel().isBlank() ? 0 : 1,
        "The user table is not AbstractUser's: look at each line of userModel");
  }

  private void ofPasswords() {
    tell(
        "raw_passwords",
        users.passwords(PasswordState.RAW),
        "Passwords stored unhashed: nobody logs in with them, and an import refuses the rows");
    tell(
        "refused_passwords",
        users.passwords(PasswordState.REFUSED) + users.passwords(PasswordState.UNKNOWN),
        "Hashes that are damaged, too costly, refused or of an unknown hasher: these users need a"
            + " new password");
    tell(
        "no_password",
        users.passwords(PasswordState.UNUSABLE) + users.passwords(PasswordState.BLANK),
        "Users without a usable password log in by a provider, or need one");
  }

  private void ofUsers() {
    tell("inactive_users", users.inactive(), "They may not log in, as before");
    tell(
        "names_differ_in_case",
        users.sameNames(),
        "Usernames that are another's but for letter case: rename one of each in Django");
    tell(
        "shared_emails",
        users.sameEmails(),
        "E-mails that are another user's: a reset by mail reaches the first of them");
    tell(
        "blank_emails", users.blankEmails(), "Users without e-mail cannot reset a password by one");
  }

  private void ofWhatStays() {
    tell(
        "second_factors",
        rows(KnownTable.TOTP_DEVICES, KnownTable.STATIC_DEVICES, KnownTable.AUTHENTICATORS),
        "Once they have moved, every log-in asks for a code, that of /api/token/ too");
    tell(
        "passkeys",
        rows(KnownTable.PASSKEYS),
        "Passkeys and security keys do not move: their users register new ones");
    tell(
        "sessions_end",
        rows(KnownTable.SESSIONS),
        "Sessions of Django end: who is logged in there logs in anew");
    tell(
        "tokens_end",
        rows(KnownTable.ACCESS_TOKENS, KnownTable.REFRESH_TOKENS, KnownTable.KEYS),
        "Tokens that are out end, unless they are moved and their options set");
    tell(
        "consents_end",
        rows(KnownTable.APPLICATIONS),
        "Users of applications without skip_authorization are asked for consent once");
  }

  private long rows(KnownTable... tables) {
    long rows = 0;
    for (KnownTable table : tables) {
      rows += survey.rows(table.table());
    }
    return rows;
  }

  private void tell(String code, long count, String detail) {
    if (count > 0) {
      Map<String, Object> notice = new LinkedHashMap<>();
      notice.put("code", code);
      notice.put("count", count);
      notice.put("detail", detail);
      told.add(notice);
    }
  }
}
