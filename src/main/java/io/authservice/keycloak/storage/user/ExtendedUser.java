package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.persistence.keycloak.FederatedRows;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.identity.UserAttributes;
import io.authservice.keycloak.storage.identity.VerifiedEmail;
import io.authservice.keycloak.storage.remains.UserBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What a project's user model adds to a user: attributes, and whether the e-mail is verified. */
abstract class ExtendedUser extends GuardedUser {

  private final Authority authority;
  private final UserExtras extras;

  ExtendedUser(
      KeycloakSession session,
      RealmModel realm,
      ComponentModel component,
      UserId accountId,
      Authority authority,
      FederatedRows rows,
      UserBinding bonds,
      UserExtras extras) {
    super(session, realm, component, accountId, authority, rows, bonds);
    this.authority = authority;
    this.extras = extras;
  }

  @Override
  public @Nullable String getFirstAttribute(String name) {
    return extras.attribute(name).isPresent()
        ? extras.text(account().id(), name).orElse(null)
        : super.getFirstAttribute(name);
  }

  @Override
  public Stream<String> getAttributeStream(String name) {
    return extras.attribute(name).isPresent()
        ? extras.text(account().id(), name).stream()
        : super.getAttributeStream(name);
  }

  @Override
  public Map<String, List<String>> getAttributes() {
    Map<String, List<String>> attributes = super.getAttributes();
    attributes.keySet().removeIf(name -> extras.attribute(name).isPresent());
    attributes.putAll(extras.all(account().id()));
    return attributes;
  }

  @Override
  public void setSingleAttribute(String name, @Nullable String value) {
    if (!isExtraWritten(name, UserAttributes.column(value))) {
      super.setSingleAttribute(name, value);
    }
  }

  @Override
  public void setAttribute(String name, @Nullable List<String> values) {
    String value = values == null || values.isEmpty() ? "" : UserAttributes.column(values.get(0));
    if (!isExtraWritten(name, value)) {
      super.setAttribute(name, values);
    }
  }

  @Override
  public void removeAttribute(String name) {
    if (!isExtraWritten(name, "")) {
      super.removeAttribute(name);
    }
  }

  /** Whether an attribute is the user model's; it is written then, unless it is only given back. */
  private boolean isExtraWritten(String name, String value) {
    Optional<ExtraAttribute> extra = extras.attribute(name);
    extra
        .filter(one -> !extras.isValue(account().id(), one, value))
        .filter(one -> extras.isWritable(one) || !authority.isNobodysAct())
        .ifPresent(
            one -> {
              requireMayChange();
              settle();
              extras.write(account().id(), one, value);
              forgetFederated();
            });
    return extra.isPresent();
  }

  /** As the server noted it, and else as the users' database has it. */
  @Override
  public boolean isEmailVerified() {
    return super.isEmailVerified()
        || (extras.isVerified(account().id())
            && !noted(ServerAttributes.UNVERIFIED_EMAIL).contains(markOfEmail()));
  }

  /**
   * Never written to the users' database, which has its own ways to find out. Who gives back what
   * was shown, as forms do, has said nothing of it.
   */
  @Override
  public void setEmailVerified(boolean verified) {
    boolean known = extras.knowVerified();
    if (known && verified == isEmailVerified()) {
      return;
    }
    super.setEmailVerified(verified);
    if (known) {
      note(ServerAttributes.UNVERIFIED_EMAIL, verified ? List.of() : List.of(markOfEmail()));
    }
  }

  final String markOfEmail() {
    return VerifiedEmail.markOf(account().email());
  }

  /** A mark of the users' database that outlives the e-mail was made for the former one. */
  final void noteIfAnother(String formerMark) {
    if (extras.knowVerified()
        && !formerMark.equals(markOfEmail())
        && extras.isVerifiedNow(account().id())) {
      note(ServerAttributes.UNVERIFIED_EMAIL, List.of(markOfEmail()));
    }
  }
}
