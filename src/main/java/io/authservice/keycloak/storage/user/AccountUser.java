package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.EditableAccount;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.authority.FlagRoles;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.identity.AccountSecured;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.storage.remains.UserBinding;
import io.authservice.keycloak.storage.settings.EditMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * An account as Keycloak sees a user. What is a column is read from the row and written to it; all
 * else lives in Keycloak's federated storage.
 */
public final class AccountUser extends ExtendedUser {

  /**
   * Session attribute by which a caller says that it spells names and e-mails to the letter.
   * Keycloak's own doors lower-case all they write, and must not lower-case those of existing
   * users.
   */
  public static final String TO_THE_LETTER = "auth-service.to-the-letter";

  private final EditableAccount entry;
  private final Authority authority;
  private final FlagRoles flagRoles;
  private final DjangoGroupNames djangoGroups;
  private final AccountChanges changes;
  private boolean created;

  public AccountUser(
      KeycloakSession session,
      RealmModel realm,
      ComponentModel component,
      EditableAccount entry,
      Authority authority,
      FlagRoles flagRoles,
      FederatedRows rows,
      UserBinding bonds,
      DjangoGroupNames djangoGroups,
      UserExtras extras,
      EditMode editMode) {
    super(session, realm, component, entry.account().id(), authority, rows, bonds, extras);
    this.entry = entry;
    this.authority = authority;
    this.flagRoles = flagRoles;
    this.djangoGroups = djangoGroups;
    this.changes =
        new AccountChanges(session, realm, entry, authority, editMode, this::requireMayChange);
  }

  /** Nobody was let in as a user who was not there before this session. */
  void markCreated() {
    created = true;
    settleAsNew();
    giveDefaultActions();
  }

  @Override
  public Account account() {
    return entry.account();
  }

  public String passwordHash() {
    return entry.passwordHash();
  }

  public void changePasswordHash(String encoded) {
    changes.begin().changePasswordHash(encoded);
    publish(AccountSecured.Cause.NEW_PASSWORD);
  }

  @Override
  public String getUsername() {
    return account().username();
  }

  @Override
  public void setUsername(String username) {
    String former = markOfEmail();
    if (changes.username(getId(), username)) {
      noteIfAnother(former);
    }
  }

  /** Kept as typed, as Django keeps it; look-ups ignore its letter case. */
  @Override
  public void setEmail(@Nullable String email) {
    setSingleAttribute(UserModel.EMAIL, email == null ? null : email.strip());
  }

  /** A lock of the server's own, where the row is not to be written, is kept beside the row. */
  @Override
  public boolean isEnabled() {
    return account().active() && !isLocked();
  }

  @Override
  public void setEnabled(boolean enabled) {
    if (!enabled && changes.isLeftAsItIs(UserField.ACTIVE)) {
      setLocked(true);
      publish(AccountSecured.Cause.DEACTIVATION);
      return;
    }
    if (enabled && isLocked() && authority.setsActive(this, true)) {
      requireMayChange();
      setLocked(false);
    }
    if (enabled != account().active() && (created || authority.setsActive(this, enabled))) {
      changes.begin(UserField.ACTIVE).change(UserField.ACTIVE, enabled);
      if (!enabled) {
        publish(AccountSecured.Cause.DEACTIVATION);
      }
    }
  }

  @Override
  public Long getCreatedTimestamp() {
    return account().dateJoined().toEpochMilli();
  }

  @Override
  public void setCreatedTimestamp(@Nullable Long timestamp) {
    if (timestamp != null && !(created && !entry.isWritable(UserField.DATE_JOINED))) {
      changes
          .begin(UserField.DATE_JOINED)
          .change(UserField.DATE_JOINED, Instant.ofEpochMilli(timestamp));
      bindAgain();
    }
  }

  @Override
  public @Nullable String getFirstAttribute(String name) {
    return UserAttributes.isColumn(name)
        ? getAttributeStream(name).findFirst().orElse(null)
        : super.getFirstAttribute(name);
  }

  @Override
  public Stream<String> getAttributeStream(String name) {
    if (name.equals(UserAttributes.DJANGO_GROUPS)) {
      return djangoGroups.of(account().id()).stream();
    }
    return UserAttributes.isColumn(name)
        ? UserAttributes.read(account(), name).stream()
        : super.getAttributeStream(name);
  }

  @Override
  public Map<String, List<String>> getAttributes() {
    Map<String, List<String>> attributes = super.getAttributes();
    attributes.putAll(UserAttributes.all(account()));
    List<String> groups = djangoGroups.of(account().id());
    if (!groups.isEmpty()) {
      attributes.put(UserAttributes.DJANGO_GROUPS, groups);
    }
    return attributes;
  }

  @Override
  public void setSingleAttribute(String name, @Nullable String value) {
    if (UserAttributes.isColumn(name)) {
      writeColumn(name, UserAttributes.column(value));
    } else {
      super.setSingleAttribute(name, value);
    }
  }

  @Override
  public void setAttribute(String name, @Nullable List<String> values) {
    if (UserAttributes.isColumn(name)) {
      writeColumn(
          name, values == null || values.isEmpty() ? "" : UserAttributes.column(values.get(0)));
    } else {
      super.setAttribute(name, values);
    }
  }

  @Override
  public void removeAttribute(String name) {
    if (UserAttributes.isColumn(name)) {
      writeColumn(name, "");
    } else {
      super.removeAttribute(name);
    }
  }

  @Override
  protected Set<RoleModel> getRoleMappingsInternal() {
    return flagRoles.inKeycloak(account());
  }

  @Override
  Set<RoleModel> rolesOfFlags() {
    return flagRoles.of(account());
  }

  private void writeColumn(String name, String value) {
    if (getAttributeStream(name).findFirst().orElse("").equals(value)) {
      return;
    }
    if (UserAttributes.field(name).filter(changes::isLeftAsItIs).isPresent()) {
      return;
    }
    switch (name) {
      case UserModel.USERNAME -> setUsername(value);
      case UserModel.EMAIL -> changeEmail(value);
      case UserAttributes.IS_STAFF -> changeAuthority(changes.staff(Boolean.parseBoolean(value)));
      case UserAttributes.IS_SUPERUSER ->
          changeAuthority(changes.superuser(Boolean.parseBoolean(value)));
      default -> changes.text(name, value);
    }
  }

  private void changeAuthority(boolean changed) {
    if (changed) {
      forgetAuthority();
    }
  }

  private void changeEmail(String email) {
    String former = markOfEmail();
    if (changes.email(getId(), email)) {
      noteIfAnother(former);
    }
  }

  private void publish(AccountSecured.Cause cause) {
    if (!created) {
      session.getKeycloakSessionFactory().publish(new AccountSecured(session, realm, this, cause));
    }
  }
}
