package io.authservice.keycloak.api.session;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField.Writer;
import io.authservice.keycloak.api.users.UserChanges;
import io.authservice.keycloak.api.users.UserForm;
import io.authservice.keycloak.api.users.UserFormRules;
import io.authservice.keycloak.api.users.UserInput;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.SelfView;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.field.Validated;
import java.util.Set;
import java.util.function.Predicate;

/** {@code /dj-rest-auth/user/}: the caller, who changes its names here and nothing else. */
public final class UserDetailsView extends SelfView {

  private static final Set<String> CHANGED = Set.of("username", "first_name", "last_name");
  private static final UserFormRules RULES = new UserFormRules(false, Writer.USERS, false);

  private final UserForm form;
  private final UserChanges changes;

  public UserDetailsView(UserForm form, UserChanges changes) {
    super(ViewName.USER_DETAILS, "GET", "PUT", "PATCH", "HEAD", "OPTIONS");
    this.form = form;
    this.changes = changes;
  }

  @Override
  protected Answer answer(ApiRequest request, Caller self, Account account) {
    if (request.isRead()) {
      return Answer.ok(UserDetails.of(account));
    }
    RequestBody body = request.body().only(CHANGED);
    Predicate<String> taken = name -> changes.isTakenByAnother(name, account);
    Validated<UserInput> read =
        request.method().equals("PUT")
            ? form.replace(body, RULES, taken)
            : form.update(body, RULES, taken);
    UserInput input = changes.checkedForUpdate(read, account).orThrow();
    return Answer.ok(UserDetails.of(changes.update(account, input, self)));
  }
}
