package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.http.exchange.ApiRequest;
import io.authservice.keycloak.http.limit.Throttles;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.token.mail.AccountMails;
import io.authservice.keycloak.token.mail.MailPurpose;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Mails to whoever has an address. What is answered, and when, does not depend on whether anyone
 * has it.
 */
public final class MailRequests {

  /** Each gets a mail of its own; of more with one address the others get none. */
  private static final int MOST_ACCOUNTS = 10;

  private static final TextField EMAIL = TextField.email(true, UserField.EMAIL.longest());

  private final KeycloakSession session;
  private final RealmAccounts accounts;
  private final AccountMails mails;
  private final Throttles throttles;

  public MailRequests(
      KeycloakSession session, RealmAccounts accounts, AccountMails mails, Throttles throttles) {
    this.session = session;
    this.accounts = accounts;
    this.mails = mails;
    this.throttles = throttles;
  }

  /**
   * Has the users with the address that was sent written to.
   *
   * @throws ApiException 400 for what is no address, 429 if too many mails are asked for, 503 if
   *     too many are waiting to be sent
   */
  void handle(ApiRequest request, MailPurpose purpose) {
    Fields fields = new Fields(request.body(), false);
    Optional<String> read = fields.readable() ? fields.text(EMAIL) : Optional.empty();
    String address = new Validated<>(read, fields.errors()).orThrow().orElseThrow();
    throttles.mail(request.sender(), address);
    if (!mails.send(having(address), purpose)) {
      throw ApiException.unavailable();
    }
  }

  /** In any letter case; a mail goes to the address as it is stored. */
  private List<String> having(String address) {
    try (Stream<UserModel> found =
        session
            .users()
            .searchForUserStream(
                session.getContext().getRealm(),
                Map.of(UserModel.EMAIL, address, UserModel.EXACT, "true"),
                0,
                MOST_ACCOUNTS)) {
      return found.filter(accounts::owns).map(UserModel::getId).toList();
    }
  }
}
