package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.account.extra.UserModelProposal;
import io.authservice.keycloak.account.survey.Survey;
import io.authservice.keycloak.account.survey.SurveyOrder;
import io.authservice.keycloak.account.survey.SurveyedUsers;
import io.authservice.keycloak.persistence.failure.DatabaseRefusal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.proposal.DatabaseLook;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.StorageUnavailableException;
import org.keycloak.storage.UserStorageProvider;

/**
 * What the tables of a database suggest for a component's settings, and what users are by them.
 * Nothing is saved and nothing is written.
 */
public final class UserModelLook {

  /** The settings may be right, and the database away. */
  private static final Set<DatabaseRefusal> OUTAGES =
      Set.of(DatabaseRefusal.SERVER_UNREACHABLE, DatabaseRefusal.NO_ANSWER);

  private final KeycloakSession session;
  private final RealmModel realm;

  public UserModelLook(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * What was found.
   *
   * @param userTable by which the samples were read
   * @param userModel by which the samples were read
   * @param refusal why they could not be read, in the language of whoever asks
   */
  public record Found(
      UserModelProposal proposal,
      String userTable,
      String userModel,
      Optional<String> refusal,
      List<Map<String, @Nullable Object>> samples) {}

  /** The same, and what there is beside it. */
  public record Surveyed(Found found, Survey survey) {}

  /**
   * Looks at the database of a saved component.
   *
   * @param componentId empty for the one that the realm has
   * @param userTable in place of the saved one
   * @param userModel in place of the saved one
   * @return empty if there is no such component
   * @throws RefusedValueException if it has no such database, or cannot reach it
   */
  public Optional<Found> ofComponent(
      Optional<String> componentId, Optional<String> userTable, Optional<String> userModel) {
    return told(() -> saved(componentId, userTable, userModel, (look, found) -> found));
  }

  /**
   * Looks at a database by settings that were not saved.
   *
   * @param settings by the names that components have for them; the password is no entry of a vault
   * @throws RefusedValueException if they cannot be used
   */
  public Found of(Map<String, String> settings) {
    return told(() -> given(settings, (look, found) -> found));
  }

  /**
   * Looks around in the database of a saved component, as {@link #ofComponent} does.
   *
   * @throws StorageUnavailableException if it does not answer
   */
  public Optional<Surveyed> surveyOfComponent(
      Optional<String> componentId,
      Optional<String> userTable,
      Optional<String> userModel,
      SurveyOrder order,
      SurveyedUsers users) {
    return answered(
        () ->
            saved(
                componentId,
                userTable,
                userModel,
                (look, found) -> surveyed(look, found, order, users)));
  }

  /**
   * Looks around in a database by settings that were not saved, as {@link #of} does.
   *
   * @throws StorageUnavailableException if it does not answer
   */
  public Surveyed surveyOf(Map<String, String> settings, SurveyOrder order, SurveyedUsers users) {
    return answered(() -> given(settings, (look, found) -> surveyed(look, found, order, users)));
  }

  private static Surveyed surveyed(
      DatabaseLook look, Found found, SurveyOrder order, SurveyedUsers users) {
    Optional<String> model =
        found.refusal().isPresent() ? Optional.empty() : Optional.of(found.userModel());
    return new Surveyed(found, look.survey(order, found.userTable(), model, users));
  }

  private <T> T answered(Supplier<T> work) {
    return told(
        () -> {
          try {
            return work.get();
          } catch (DatabaseRefusedException refused) {
            if (OUTAGES.contains(refused.refusal())) {
              throw new StorageUnavailableException(refused.getMessage(), refused);
            }
            throw refused;
          }
        });
  }

  private <T> Optional<T> saved(
      Optional<String> componentId,
      Optional<String> userTable,
      Optional<String> userModel,
      BiFunction<DatabaseLook, Found, T> more) {
    return realm
        .getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
        .filter(component -> StorageComponents.PROVIDER_ID.equals(component.getProviderId()))
        .filter(component -> componentId.map(component.getId()::equals).orElse(true))
        .findFirst()
        .map(ComponentModel::new)
        .map(
            copy -> {
              userTable.ifPresent(table -> copy.put(DatabaseConfig.USER_TABLE, table));
              userModel.ifPresent(model -> copy.put(DatabaseConfig.USER_MODEL, model));
              return found(copy, true, userModel.isPresent(), more);
            });
  }

  private <T> T given(Map<String, String> settings, BiFunction<DatabaseLook, Found, T> more) {
    ComponentModel component = new ComponentModel();
    settings.forEach(component::put);
    if (DatabaseConfig.isInVault(settings.getOrDefault(DatabaseConfig.PASSWORD, ""))) {
      throw new RefusedValueException(
          "The password of settings that are not saved is given itself, and not by a vault");
    }
    return found(
        component,
        settings.containsKey(DatabaseConfig.USER_TABLE),
        settings.containsKey(DatabaseConfig.USER_MODEL),
        more);
  }

  private <T> T found(
      ComponentModel component,
      boolean tableKnown,
      boolean modelGiven,
      BiFunction<DatabaseLook, Found, T> more) {
    DatabaseConfig config = DatabaseConfig.of(component);
    if (!config.isBridged()) {
      throw new RefusedValueException("These users are in no database of others");
    }
    DatabaseLook look = new DatabaseLook(config.database(session, realm));
    UserModelProposal proposal =
        look.proposal(tableKnown ? Optional.of(config.userTable()) : Optional.empty());
    String table =
        tableKnown || proposal.userTable().isEmpty() ? config.userTable() : proposal.userTable();
    String model =
        modelGiven || !config.userModel().isEmpty() ? config.userModel() : proposal.userModel();
    return more.apply(look, sampled(look, proposal, table, model));
  }

  private Found sampled(DatabaseLook look, UserModelProposal proposal, String table, String model) {
    try {
      return new Found(proposal, table, model, Optional.empty(), look.samples(table, model));
    } catch (DatabaseRefusedException refused) {
      String why = new SettingErrorMessages(session).textOf(refused);
      return new Found(proposal, table, model, Optional.of(why), List.of());
    }
  }

  private <T> T told(Supplier<T> work) {
    SettingErrorMessages messages = new SettingErrorMessages(session);
    try {
      return work.get();
    } catch (UnusableSettingException unusable) {
      throw new RefusedValueException(messages.textOf(unusable));
    } catch (DatabaseRefusedException refused) {
      throw new RefusedValueException(messages.textOf(refused));
    }
  }
}
