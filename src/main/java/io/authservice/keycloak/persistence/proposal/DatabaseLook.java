package io.authservice.keycloak.persistence.proposal;

import io.authservice.keycloak.account.extra.UserModelProposal;
import io.authservice.keycloak.account.extra.UserModelProposal.Reason;
import io.authservice.keycloak.account.survey.Survey;
import io.authservice.keycloak.account.survey.SurveyOrder;
import io.authservice.keycloak.account.survey.SurveyedUsers;
import io.authservice.keycloak.persistence.bridge.BridgeSettings;
import io.authservice.keycloak.persistence.bridge.DatabaseInspection;
import io.authservice.keycloak.persistence.extra.SampleRows;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.model.UserModel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A look at a database, by a connection of its own that only reads. Each statement takes no longer
 * than the settings let it.
 */
public final class DatabaseLook {

  private static final int SAMPLES = 3;

  private final BridgeSettings database;

  /**
   * @param database opened for reading alone, whatever it says
   */
  public DatabaseLook(BridgeSettings database) {
    this.database = database.asReadOnly();
  }

  /**
   * The user table and model that the tables suggest.
   *
   * @param table that of the users, if it is known
   * @throws DatabaseRefusedException if the database cannot be reached, or has not the table
   */
  public UserModelProposal proposal(Optional<String> table) {
    return new DatabaseInspection(database)
        .reading(
            connection -> {
              TableCatalog catalog = TableCatalog.of(connection);
              List<FoundTable> candidates = UserTables.among(catalog);
              Optional<FoundTable> users =
                  table.isPresent()
                      ? table.flatMap(catalog::named)
                      : candidates.stream().findFirst();
              return new UserModelProposal(
                  users.map(FoundTable::name).or(() -> table).orElse(""),
                  table.isPresent() ? Reason.GIVEN : Reason.SHAPE,
                  candidates.stream().map(FoundTable::name).toList(),
                  users.map(found -> new ModelGuess(catalog, found).lines()).orElse(List.of()));
            });
  }

  /**
   * The first users as a model has them: fields, attributes, groups, and of the password no more
   * than the algorithm.
   *
   * @throws DatabaseRefusedException if the tables cannot answer the model
   */
  public List<Map<String, @Nullable Object>> samples(String userTable, String userModel) {
    BridgeSettings settings = database.with(userTable, userModel);
    DatabaseInspection inspection = new DatabaseInspection(settings);
    inspection.run();
    return inspection.reading(
        connection -> SampleRows.of(connection, userTable, UserModel.read(userModel), SAMPLES));
  }

  /**
   * What there is beside the users' columns, and some of the users.
   *
   * @param userModel by which users are looked at; empty if by none
   * @param users who looks at them
   * @throws DatabaseRefusedException if the database does not answer
   */
  public Survey survey(
      SurveyOrder order, String userTable, Optional<String> userModel, SurveyedUsers users) {
    Optional<UserModel> model = userModel.map(UserModel::read);
    return new DatabaseInspection(database)
        .reading(
            connection ->
                new DatabaseSurvey(connection, order, Instant.now()).of(userTable, model, users));
  }
}
