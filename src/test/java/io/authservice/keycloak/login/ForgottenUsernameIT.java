package io.authservice.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Browser;
import io.authservice.keycloak.testing.Mailbox;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Forgot your password?" for those who know their address and not their username. */
@WithTestServer
class ForgottenUsernameIT {

  private static final String NEW_PASSWORD = "N3w-pass-phrase!";
  private static final String ANSWER = "an email is on its way to its address";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final Mailbox mailbox = Mailbox.open();
  private final String address = Api.newName() + "@example.com";
  private String clientId = "";
  private Map<String, Object> before = Map.of();

  ForgottenUsernameIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @BeforeEach
  void sendMailsHere() {
    clientId = admin.client(Map.of());
    before = admin.configure(Map.of("smtpServer", mailbox.server()));
  }

  @AfterEach
  void putBack() {
    admin.configure(before);
    mailbox.close();
  }

  private String user(String email, boolean enabled) {
    String name = Api.newName();
    admin.create(name, Map.of("email", email, "enabled", enabled));
    return name;
  }

  private Browser ask(String typed) {
    return new Browser(server.baseUrl())
        .open(
            "%s/realms/%s/protocol/openid-connect/forgot-credentials?client_id=%s&redirect_uri=%s&response_type=code&scope=openid"
                .formatted(server.baseUrl(), server.realm(), clientId, AdminApi.REDIRECT))
        .submit(Map.of("username", typed));
  }

  private static String linkOf(String username, String mail) {
    return Pattern.compile(username + ":\\R(http\\S+)")
        .matcher(mail)
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no link of " + username + " in " + mail))
        .group(1);
  }

  @Test
  void allAccountsOfAnAddressAreNamedAndEachHasItsLink() {
    String one = user(address, true);
    String other = user(address, true);
    String disabled = user(address, false);
    String stranger = user(Api.newName() + "@example.com", true);

    Browser browser = ask(address.toUpperCase(Locale.ROOT));

    assertThat(browser.page()).contains(ANSWER);
    String mail = mailbox.mail();
    assertThat(mail)
        .contains(
            "To: " + address, "Subject: Auth Service: your accounts", one, other, "class=\"card\"")
        .doesNotContain(disabled, stranger, "authService");
    new Browser(server.baseUrl())
        .open(linkOf(other, mail))
        .submit(Map.of("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD));
    api.obtain(other, NEW_PASSWORD).then().statusCode(200);
    api.obtain(one, NEW_PASSWORD).then().statusCode(401);
    api.obtain(one, Api.PASSWORD).then().statusCode(200);
  }

  @Test
  void theLinksWorkInTheBrowserThatAskedOneAfterTheOther() {
    String one = user(address, true);
    String other = user(address, true);
    Browser browser = ask(address);
    String mail = mailbox.mail();

    for (String name : List.of(one, other)) {
      browser
          .open(linkOf(name, mail))
          .submit(Map.of("password-new", NEW_PASSWORD, "password-confirm", NEW_PASSWORD));
      api.obtain(name, NEW_PASSWORD).then().statusCode(200);
    }
  }

  @Test
  void anAddressThatNobodyHasIsAnsweredTheSameAndWrittenNothing() {
    String known = user(address, true);

    Browser unknown = ask("nobody-" + address);
    assertThat(unknown.page()).contains(ANSWER);

    assertThat(ask(address).page()).contains(ANSWER);
    assertThat(mailbox.mail()).as("the first mail there is").contains("To: " + address, known);
  }

  @Test
  void aMailboxIsNotFloodedAndNobodyLearnsOfIt() {
    String name = user(address, true);

    for (int i = 0; i < 6; i++) {
      assertThat(ask(address).page()).contains(ANSWER);
      assertThat(ask(name).page()).contains(ANSWER);
    }

    // Ten if the clock's ten minutes end meanwhile.
    assertThat(mailbox.waiting()).isBetween(5, 10);
  }

  @Test
  void whoKnowsTheUsernameIsWrittenToOfThatAccountAlone() {
    String one = user(address, true);
    String other = user(address, true);

    ask(one);

    assertThat(mailbox.mail())
        .contains("Subject: Auth Service: reset your password", one, "class=\"button\"")
        .doesNotContain(other);
  }
}
