package io.authservice.keycloak.migration.assessment;

import io.authservice.keycloak.account.key.UserIdKind;
import io.authservice.keycloak.account.survey.RowCount;
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
 */
record Subject(
    boolean dump,
    String place,
    String userModel,
    RowCount rows,
    Optional<UserIdKind> kind,
    List<String> candidates,
    Optional<String> refusal,
    Map<String, Long> problems) {}
