package io.authservice.keycloak.migration.assessment;

import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.extra.ExtraOutline;
import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.survey.RowCount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users that a source was found to have.
 *
 * @param dump whether the source is a dump, and no database
 * @param place the table, or the name of the model
 * @param userModel how the model differs from {@code AbstractUser}; blank where it does not
 * @param candidates what else looks like users, the likeliest first
 * @param refusal why they cannot be read
 * @param problems how many rows of a dump cannot be made out, by reason
 * @param outline what the model has beyond the fields
 */
record Subject(
    boolean dump,
    String place,
    String userModel,
    RowCount rows,
    Optional<UserIdKind> kind,
    List<String> candidates,
    Optional<String> refusal,
    Map<String, Long> problems,
    ExtraOutline outline) {

  /** What the model has beyond the fields, all of which moves. */
  Map<String, Object> extras() {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("attributes", outline.attributes().stream().map(ExtraAttribute::name).toList());
    told.put("verified_emails", outline.verified());
    told.put("memberships", outline.memberships());
    return told;
  }
}
