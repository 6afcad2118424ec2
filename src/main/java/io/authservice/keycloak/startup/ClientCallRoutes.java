package io.authservice.keycloak.startup;

import io.authservice.keycloak.api.selfservice.MailRequests;
import io.authservice.keycloak.api.selfservice.OwnAccountView;
import io.authservice.keycloak.api.selfservice.PasswordChangeView;
import io.authservice.keycloak.api.selfservice.PasswordResetConfirmView;
import io.authservice.keycloak.api.selfservice.PasswordResetView;
import io.authservice.keycloak.api.selfservice.RegistrationView;
import io.authservice.keycloak.api.selfservice.ResetRules;
import io.authservice.keycloak.api.selfservice.Shape;
import io.authservice.keycloak.api.selfservice.VerificationMailView;
import io.authservice.keycloak.api.selfservice.VerificationView;
import io.authservice.keycloak.api.session.LoggedInUsers;
import io.authservice.keycloak.api.session.LoginView;
import io.authservice.keycloak.api.session.LogoutView;
import io.authservice.keycloak.api.session.RenewalView;
import io.authservice.keycloak.api.session.TokenCookies;
import io.authservice.keycloak.api.session.TokenTimes;
import io.authservice.keycloak.api.session.UserDetailsView;
import io.authservice.keycloak.api.tokens.PasswordLogin;
import io.authservice.keycloak.api.tokens.TokenForm;
import io.authservice.keycloak.api.tokens.TokenRenewal;
import io.authservice.keycloak.api.users.Registration;
import io.authservice.keycloak.api.users.UserChanges;
import io.authservice.keycloak.api.users.UserForm;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.http.ApiPath;
import io.authservice.keycloak.http.ClientCalls;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.storage.provider.AccountStorageProvider;
import io.authservice.keycloak.token.grant.LoginTurns;
import io.authservice.keycloak.token.grant.PasswordProof;
import io.authservice.keycloak.token.legacy.LegacyTokens;
import io.authservice.keycloak.token.mail.AccountMails;
import io.authservice.keycloak.token.mail.MailPages;
import io.authservice.keycloak.token.mail.MailQueue;
import io.authservice.keycloak.token.mail.MailedTokens;
import io.authservice.keycloak.token.session.Logout;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The calls of dj-rest-auth and djoser, as far as an operator switched them on. */
final class ClientCallRoutes implements AutoCloseable {

  private final Set<ClientCalls> switchedOn;
  private final MailPages pages;
  private final MailQueue mails = new MailQueue();

  ClientCallRoutes(Config.Scope options) {
    switchedOn = ClientCalls.of(options);
    pages = MailPages.of(options);
    if (switchedOn.isEmpty() && !pages.pages().isEmpty()) {
      throw new IllegalArgumentException(
          "password-reset-page and email-verification-page mean nothing without client-calls");
    }
  }

  Set<ClientCalls> switchedOn() {
    return switchedOn;
  }

  /**
   * What the views of one request are made of.
   *
   * @param own the views of the API's own calls
   */
  record Parts(
      KeycloakSession session,
      RealmAccounts accounts,
      Supplier<AccountStorageProvider> storage,
      Supplier<PasswordLogin> login,
      Supplier<TokenRenewal> renewal,
      Supplier<Optional<LegacyTokens>> legacy,
      UserChanges changes,
      Registration registration,
      boolean emailRequired,
      UserForm userForm,
      TokenForm tokenForm,
      Throttles throttles,
      LoginTurns turns,
      String clientId,
      Supplier<TokenCookies> cookies,
      Map<ApiPath, Supplier<View>> own) {

    RealmModel realm() {
      return session.getContext().getRealm();
    }
  }

  /** The views at the paths that are served. */
  Map<ApiPath, Supplier<View>> views(Parts parts) {
    Map<ApiPath, Supplier<View>> views = new EnumMap<>(ApiPath.class);
    if (switchedOn.contains(ClientCalls.DJ_REST_AUTH)) {
      restAuth(views, parts);
    }
    if (switchedOn.contains(ClientCalls.DJOSER)) {
      djoser(views, parts);
    }
    return views;
  }

  private void restAuth(Map<ApiPath, Supplier<View>> views, Parts parts) {
    views.put(
        ApiPath.LIBRARY_LOGIN,
        () ->
            new LoginView(
                parts.login().get(),
                new LoggedInUsers(parts.session(), parts.accounts(), parts.storage().get()),
                parts.cookies().get()));
    views.put(
        ApiPath.LIBRARY_LOGOUT,
        () ->
            new LogoutView(
                new Logout(parts.session(), parts.clientId()),
                parts.legacy().get(),
                parts.cookies().get()));
    views.put(ApiPath.LIBRARY_USER, () -> new UserDetailsView(parts.userForm(), parts.changes()));
    views.put(
        ApiPath.LIBRARY_TOKEN_REFRESH,
        () ->
            new RenewalView(
                parts.renewal().get(),
                parts.tokenForm(),
                new TokenTimes(parts.session()),
                parts.cookies().get()));
    views.put(ApiPath.LIBRARY_TOKEN_VERIFY, own(parts, ApiPath.TOKEN_VERIFY));
    views.put(ApiPath.PASSWORD_CHANGE, () -> passwordChange(Shape.REST_AUTH, parts));
    views.put(ApiPath.PASSWORD_RESET, () -> passwordReset(Shape.REST_AUTH, parts));
    views.put(ApiPath.PASSWORD_RESET_CONFIRM, () -> resetConfirm(Shape.REST_AUTH, parts));
    views.put(ApiPath.RESEND_EMAIL, () -> verificationMail(Shape.REST_AUTH, parts));
    views.put(ApiPath.VERIFY_EMAIL, () -> verification(Shape.REST_AUTH, parts));
  }

  private void djoser(Map<ApiPath, Supplier<View>> views, Parts parts) {
    views.put(ApiPath.JWT_CREATE, own(parts, ApiPath.TOKEN));
    views.put(ApiPath.JWT_REFRESH, own(parts, ApiPath.TOKEN_REFRESH));
    views.put(ApiPath.JWT_VERIFY, own(parts, ApiPath.TOKEN_VERIFY));
    views.put(
        ApiPath.REGISTRATION, () -> new RegistrationView(parts.realm(), parts.registration()));
    views.put(
        ApiPath.OWN_ACCOUNT,
        () ->
            new OwnAccountView(
                parts.userForm(),
                parts.emailRequired(),
                passwordProof(parts),
                parts.changes(),
                parts.throttles()));
    views.put(ApiPath.SET_PASSWORD, () -> passwordChange(Shape.DJOSER, parts));
    views.put(ApiPath.RESET_PASSWORD, () -> passwordReset(Shape.DJOSER, parts));
    views.put(ApiPath.RESET_PASSWORD_CONFIRM, () -> resetConfirm(Shape.DJOSER, parts));
    views.put(ApiPath.RESEND_ACTIVATION, () -> verificationMail(Shape.DJOSER, parts));
    views.put(ApiPath.ACTIVATION, () -> verification(Shape.DJOSER, parts));
  }

  private static Supplier<View> own(Parts parts, ApiPath path) {
    return Objects.requireNonNull(parts.own().get(path), "the API has its own calls");
  }

  private static View passwordChange(Shape shape, Parts parts) {
    return new PasswordChangeView(shape, passwordProof(parts), parts.changes(), parts.throttles());
  }

  private static PasswordProof passwordProof(Parts parts) {
    return new PasswordProof(parts.session(), parts.accounts().storage(), parts.turns());
  }

  private View passwordReset(Shape shape, Parts parts) {
    return new PasswordResetView(
        shape, new ResetRules(parts.realm(), parts.accounts()), mailRequests(parts));
  }

  private static View resetConfirm(Shape shape, Parts parts) {
    return new PasswordResetConfirmView(
        shape,
        new ResetRules(parts.realm(), parts.accounts()),
        new MailedTokens(parts.session(), parts.realm()),
        parts.storage().get().reads(),
        parts.changes(),
        parts.throttles());
  }

  private View verificationMail(Shape shape, Parts parts) {
    return new VerificationMailView(shape, mailRequests(parts));
  }

  private static View verification(Shape shape, Parts parts) {
    return new VerificationView(
        shape, new MailedTokens(parts.session(), parts.realm()), parts.changes());
  }

  private MailRequests mailRequests(Parts parts) {
    return new MailRequests(
        parts.session(),
        parts.accounts(),
        new AccountMails(parts.session(), mails, pages),
        parts.throttles());
  }

  /** Mails that wait are sent. */
  @Override
  public void close() {
    mails.close();
  }
}
