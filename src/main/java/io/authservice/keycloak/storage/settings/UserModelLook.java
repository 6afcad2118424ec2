package io.authservice.keycloak.storage.settings;

import io.authservice.keycloak.account.extra.UserModelProposal;
import io.authservice.keycloak.persistence.failure.DatabaseRefusedException;
import io.authservice.keycloak.persistence.proposal.DatabaseLook;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.storage.UserStorageProvider;

/**
 * What the tables of a database suggest for a component's settings, and what users are by them.
 * Nothing is saved and nothing is written.
 */
public final class UserModelLook {

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
              return found(copy, true, userModel.isPresent());
            });
  }

  /**
   * Looks at a database by settings that were not saved.
   *
   * @param settings by the names that components have for them; the password is no entry of a vault
   * @throws RefusedValueException if they cannot be used
   */
  public Found of(Map<String, String> settings) {
    ComponentModel component = new ComponentModel();
    settings.forEach(component::put);
    if (DatabaseConfig.isInVault(settings.getOrDefault(DatabaseConfig.PASSWORD, ""))) {
      throw new RefusedValueException(
          "The password of settings that are not saved is given itself, and not by a vault");
    }
    return found(
        component,
        settings.containsKey(DatabaseConfig.USER_TABLE),
        settings.containsKey(DatabaseConfig.USER_MODEL));
  }

  private Found found(ComponentModel component, boolean tableKnown, boolean modelGiven) {
    DatabaseConfig config = told(() -> DatabaseConfig.of(component));
    if (!config.isBridged()) {
      throw new RefusedValueException("These users are in no database of others");
    }
    DatabaseLook look = told(() -> new DatabaseLook(config.database(session, realm)));
    UserModelProposal proposal =
        told(() -> look.proposal(tableKnown ? Optional.of(config.userTable()) : Optional.empty()));
    String table =
        tableKnown || proposal.userTable().isEmpty() ? config.userTable() : proposal.userTable();
    String model =
        modelGiven || !config.userModel().isEmpty() ? config.userModel() : proposal.userModel();
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
