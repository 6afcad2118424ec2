package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.account.AccountQuery;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.authority.FlagRoles;
import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.persistence.keycloak.PermittedUsers;
import io.authservice.keycloak.storage.failure.StorageFailures;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.storage.user.AccountUser;
import io.authservice.keycloak.storage.user.AccountUsers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputUpdater;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.user.UserCountMethodsProvider;
import org.keycloak.storage.user.UserLookupProvider;
import org.keycloak.storage.user.UserQueryMethodsProvider;
import org.keycloak.storage.user.UserRegistrationProvider;
import org.keycloak.userprofile.AttributeMetadata;
import org.keycloak.userprofile.UserProfileDecorator;
import org.keycloak.userprofile.UserProfileMetadata;

/** Keycloak's door to the accounts: every method hands its work on. */
public final class AccountStorageProvider
    implements UserStorageProvider,
        UserLookupProvider,
        UserQueryMethodsProvider,
        UserCountMethodsProvider,
        UserRegistrationProvider,
        CredentialInputValidator,
        CredentialInputUpdater,
        UserProfileDecorator {

  private final AccountReader reads;
  private final AccountUsers users;
  private final UserSearch search;
  private final PermittedUsers permitted;
  private final FlagRoles flagRoles;
  private final PasswordCredentials passwords;
  private final LastLoginWriter loginDates;
  private final ProfileRules profileRules;
  private final Runnable realmRemoval;
  private final StorageFailures availability;

  AccountStorageProvider(
      AccountReader reads,
      AccountUsers users,
      UserSearch search,
      PermittedUsers permitted,
      FlagRoles flagRoles,
      PasswordCredentials passwords,
      LastLoginWriter loginDates,
      ProfileRules profileRules,
      Runnable realmRemoval,
      StorageFailures availability) {
    this.reads = reads;
    this.users = users;
    this.search = search;
    this.permitted = permitted;
    this.flagRoles = flagRoles;
    this.passwords = passwords;
    this.loginDates = loginDates;
    this.profileRules = profileRules;
    this.realmRemoval = realmRemoval;
    this.availability = availability;
  }

  /** The accounts behind the users. */
  public AccountReader reads() {
    return reads;
  }

  /** The authority that a user holds; empty if there is no such user. */
  public Optional<Set<RoleModel>> administrativeRoles(String keycloakId) {
    return checked(() -> users.byKeycloakId(keycloakId).map(AccountUser::administrativeRoles));
  }

  /** The password formats the realm accepts. */
  public DjangoPasswords passwordFormats() {
    return passwords.formats();
  }

  /** Verifies a password against nothing, unless one was verified in this session already. */
  public void spendTheTimeOfALogin(String password) {
    passwords.spendUnlessVerified(password);
  }

  /** Writes the date of a login, as far as the users may be written. */
  public void recordLogin(UserId accountId, Instant at) {
    checked(
        () -> {
          loginDates.record(accountId, at);
          return true;
        });
  }

  /** Whether this very session was given the user's right password. */
  public boolean hasPasswordMatched(String userId) {
    return passwords.hasMatched(userId);
  }

  /**
   * What a user's present password is known by, without telling anything of it; it is another one
   * once the password is stored anew.
   *
   * @param salt makes the marks of one password differ
   * @return empty for a user without a password, and if there is no such user
   */
  public Optional<String> passwordMark(String keycloakId, String salt) {
    return checked(
        () -> users.byKeycloakId(keycloakId).flatMap(user -> passwords.mark(user, salt)));
  }

  @Override
  public @Nullable UserModel getUserById(RealmModel realm, String id) {
    return checked(() -> users.meantBy(id).orElse(null));
  }

  /** The user of an account. */
  public Optional<UserModel> userOf(UserId accountId) {
    return checked(() -> users.settledById(accountId).map(user -> user));
  }

  @Override
  public @Nullable UserModel getUserByUsername(RealmModel realm, String username) {
    return checked(() -> users.byUsername(username).orElse(null));
  }

  @Override
  public @Nullable UserModel getUserByEmail(RealmModel realm, String email) {
    return checked(() -> users.byEmail(email).orElse(null));
  }

  @Override
  public Stream<UserModel> searchForUserStream(
      RealmModel realm,
      Map<String, String> params,
      @Nullable Integer first,
      @Nullable Integer max) {
    return checked(() -> users.page(permitted.narrowed(search.query(params)), first, max));
  }

  @Override
  public Stream<UserModel> searchForUserByUserAttributeStream(
      RealmModel realm, String name, String value) {
    // Keycloak asks federated storage itself for attributes that are not columns.
    return UserAttributes.isColumn(name) || checked(() -> reads.hasAttribute(name))
        ? checked(
            () ->
                users.page(search.query(Map.of(name, value, UserModel.EXACT, "true")), null, null))
        : Stream.empty();
  }

  @Override
  public Stream<UserModel> getGroupMembersStream(
      RealmModel realm, GroupModel group, @Nullable Integer first, @Nullable Integer max) {
    // Memberships live in federated storage, which Keycloak asks itself.
    return Stream.empty();
  }

  @Override
  public Stream<UserModel> getRoleMembersStream(
      RealmModel realm, RoleModel role, @Nullable Integer first, @Nullable Integer max) {
    return checked(
        () ->
            flagRoles
                .holders(role)
                .map(query -> users.page(query, first, max))
                .orElse(Stream.empty()));
  }

  @Override
  public int getUsersCount(RealmModel realm, boolean includeServiceAccount) {
    return checked(() -> users.count(permitted.narrowed(AccountQuery.ALL)));
  }

  @Override
  public int getUsersCount(RealmModel realm, Map<String, String> params) {
    return checked(() -> users.count(permitted.narrowed(search.query(params))));
  }

  @Override
  @SuppressWarnings("deprecation") // older callers inside Keycloak still ask this way
  public int getUsersCount(RealmModel realm, String term) {
    return getUsersCount(realm, Map.of(UserModel.SEARCH, term));
  }

  @Override
  public int getUsersCount(RealmModel realm, Set<String> groupIds) {
    return getUsersCount(realm, Map.of(), groupIds);
  }

  @Override
  @SuppressWarnings("deprecation") // older callers inside Keycloak still ask this way
  public int getUsersCount(RealmModel realm, String term, Set<String> groupIds) {
    return getUsersCount(realm, Map.of(UserModel.SEARCH, term), groupIds);
  }

  @Override
  public int getUsersCount(RealmModel realm, Map<String, String> params, Set<String> groupIds) {
    return checked(
        () -> users.count(permitted.narrowed(search.inGroups(search.query(params), groupIds))));
  }

  @Override
  public UserModel addUser(RealmModel realm, String username) {
    return checked(() -> users.add(username));
  }

  @Override
  public boolean removeUser(RealmModel realm, UserModel user) {
    return checked(() -> users.remove(user.getId()));
  }

  @Override
  public void preRemove(RealmModel realm) {
    checked(
        () -> {
          realmRemoval.run();
          return true;
        });
  }

  @Override
  public boolean supportsCredentialType(String type) {
    return PasswordCredentialModel.TYPE.equals(type);
  }

  @Override
  public boolean isConfiguredFor(RealmModel realm, UserModel user, String type) {
    return supportsCredentialType(type)
        && checked(
            () -> users.byKeycloakId(user.getId()).filter(passwords::isConfigured).isPresent());
  }

  @Override
  public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
    return supportsCredentialType(input.getType())
        && checked(
            () ->
                users
                    .byKeycloakId(user.getId())
                    .filter(found -> passwords.isValid(found, user, input))
                    .isPresent());
  }

  @Override
  public boolean updateCredential(RealmModel realm, UserModel user, CredentialInput input) {
    if (!supportsCredentialType(input.getType())) {
      return false;
    }
    return checked(
        () -> {
          users
              .byKeycloakId(user.getId())
              .ifPresent(found -> passwords.update(realm, found, input.getChallengeResponse()));
          return true;
        });
  }

  @Override
  public void disableCredentialType(RealmModel realm, UserModel user, String type) {
    if (supportsCredentialType(type)) {
      checked(
          () -> {
            users.byKeycloakId(user.getId()).ifPresent(passwords::disable);
            return true;
          });
    }
  }

  @Override
  public Stream<String> getDisableableCredentialTypesStream(RealmModel realm, UserModel user) {
    return isConfiguredFor(realm, user, PasswordCredentialModel.TYPE)
        ? Stream.of(PasswordCredentialModel.TYPE)
        : Stream.empty();
  }

  @Override
  public Stream<CredentialModel> getCredentials(RealmModel realm, UserModel user) {
    return checked(
        () -> users.byKeycloakId(user.getId()).map(passwords::listed).orElse(Stream.empty()));
  }

  @Override
  public List<AttributeMetadata> decorateUserProfile(
      String providerId, UserProfileMetadata metadata) {
    return profileRules.of(metadata);
  }

  @Override
  public void close() {}

  private <T extends @Nullable Object> T checked(Supplier<T> work) {
    return availability.checked(work);
  }
}
