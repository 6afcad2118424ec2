package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.api.users.Registration;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.TextField;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.RealmModel;

/** {@code /auth/users/}: registration in djoser's shape, by the rules of the API's own. */
public final class RegistrationView implements View {

  private static final Set<String> SET = Set.of("email", "username", "password");
  private static final TextField REPEATED =
      TextField.optional("re_password", UserField.PASSWORD.longest());

  private final RealmModel realm;
  private final Registration registration;

  public RegistrationView(RealmModel realm, Registration registration) {
    this.realm = realm;
    this.registration = registration;
  }

  @Override
  public ViewName name() {
    return ViewName.REGISTRATION;
  }

  @Override
  public List<String> allowedMethods() {
    return List.of("POST", "OPTIONS");
  }

  @Override
  public boolean authenticates() {
    return true;
  }

  @Override
  public boolean isOpenTo(Optional<Caller> caller, String method) {
    return registration.isOpenTo(caller);
  }

  @Override
  public boolean describesForm(Optional<Caller> caller) {
    return false;
  }

  @Override
  public boolean keepsWritesOfRefusals() {
    return false;
  }

  @Override
  public Answer handle(ApiRequest request, Optional<Caller> caller) {
    if (!realm.isRegistrationAllowed() && !registration.isStaff(caller)) {
      throw ApiException.permissionDenied();
    }
    RequestBody body = request.body();
    if (!isRepeatedRight(body)) {
      throw Shape.DJOSER.mismatch();
    }
    return Answer.created(AccountDetails.of(registration.create(request, body.only(SET), caller)));
  }

  /** Twice, which djoser asks for only where it is told to. */
  private static boolean isRepeatedRight(RequestBody body) {
    if (!body.mentions(REPEATED.name())) {
      return true;
    }
    Fields fields = new Fields(body, true);
    TextField password = TextField.optional("password", UserField.PASSWORD.longest());
    return fields.text(REPEATED).equals(fields.text(password));
  }
}
