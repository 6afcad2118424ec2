package io.authservice.keycloak.admin;

import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.http.limit.ListReaders;
import io.authservice.keycloak.migration.assessment.Assessment;
import io.authservice.keycloak.migration.assessment.UsersSeen;
import io.authservice.keycloak.migration.check.ImportOptions;
import io.authservice.keycloak.migration.source.ImportFailedException;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.storage.settings.UserModelLook;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;

/** One look at a Django service beforehand: at its database, or at a dump. Nothing is written. */
final class AssessmentResource {

  private static final String[] PARAMETERS = {"source", "user-model", "model", SentDump.FILE};

  private final KeycloakSession session;
  private final AdminRequest exchange;
  private final AdminAccess access;
  private final RealmAccounts storages;
  private final UserModelLook look;
  private final SentDump dump;
  private final ListReaders readers;

  AssessmentResource(
      KeycloakSession session,
      AdminRequest exchange,
      AdminAccess access,
      RealmAccounts storages,
      UserModelLook look,
      SentDump dump,
      ListReaders readers) {
    this.session = session;
    this.exchange = exchange;
    this.access = access;
    this.storages = storages;
    this.look = look;
    this.dump = dump;
    this.readers = readers;
  }

  /**
   * 200 with what was found; 400 for what is no dump, and for settings that cannot be used, 404 for
   * no such component, 429 while too many look, 503 if the database does not answer.
   */
  Response answer(InputStream body) {
    return exchange.answered(
        () -> {
          access.requireRealmAdministrator();
          exchange.requireOnly(PARAMETERS);
          ImportOptions options =
              ImportResource.options(
                      name ->
                          List.of(PARAMETERS).contains(name) ? exchange.query(name).orElse("") : "")
                  .withModel(storages.userModel());
          AccountStorageProvider storage = ImportResource.storage(storages);
          readers.enter(session);
          UsersSeen users = new UsersSeen(storage.passwordFormats());
          Assessment assessment = new Assessment(aliases(), users);
          return exchange.response(
              200,
              options.source() == ImportOptions.Source.DATABASE
                  ? ofDatabase(body, assessment, users)
                  : ofDump(body, assessment, options));
        });
  }

  private Map<String, @Nullable Object> ofDump(
      InputStream body, Assessment assessment, ImportOptions options) {
    try {
      return assessment.ofDump(dump.in(body), options.userModels(), options.model());
    } catch (ImportFailedException broken) {
      throw ApiException.badRequest(Objects.requireNonNull(broken.getMessage()));
    }
  }

  private Map<String, @Nullable Object> ofDatabase(
      InputStream body, Assessment assessment, UsersSeen users) {
    SentDatabase sent = SentDatabase.of(exchange, body);
    try {
      UserModelLook.Surveyed seen =
          sent.isGiven()
              ? look.surveyOf(sent.sent(), assessment.order(), users)
              : look.surveyOfComponent(
                      sent.component(), sent.table(), sent.model(), assessment.order(), users)
                  .orElseThrow(ApiException::notFound);
      return assessment.ofDatabase(table(seen.found()), seen.survey());
    } catch (RefusedValueException refused) {
      throw ApiException.nonField(String.valueOf(refused.getMessage()));
    }
  }

  private static Assessment.UserTable table(UserModelLook.Found found) {
    return new Assessment.UserTable(
        found.userTable(),
        found.userModel(),
        found.proposal().candidates(),
        found.refusal(),
        found.samples().stream().findFirst().flatMap(user -> Optional.ofNullable(user.get("id"))));
  }

  private Set<String> aliases() {
    return session
        .identityProviders()
        .getAllStream(IdentityProviderQuery.userAuthentication())
        .map(IdentityProviderModel::getAlias)
        .collect(Collectors.toSet());
  }
}
