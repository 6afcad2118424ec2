package io.authservice.keycloak.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Browser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the administrators' applications the account console leaves out, and for whom. */
@WithTestServer
class AccountConsolePageIT {

  private static final String NO_PAGE = "css/no-administrators-page.css";
  private static final String NO_CONSOLE = "css/no-admin-console.css";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  AccountConsolePageIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @ParameterizedTest
  // Staff of this server work in Keycloak's console too; those who do not, in StaffConsoleIT.
  @CsvSource({"user, true, true", "staff, false, false", "superuser, false, false"})
  void leavesOutWhatTheUserCannotUse(String who, boolean noPage, boolean noConsole) {
    User user =
        switch (who) {
          case "staff" -> api.staff();
          case "superuser" -> api.superuser();
          default -> api.user();
        };
    String realm = server.baseUrl() + "/realms/" + server.realm();
    Browser browser = new Browser(server.baseUrl());
    browser
        .open(
            "%s/protocol/openid-connect/auth?client_id=%s&redirect_uri=%s&response_type=code&scope=openid"
                .formatted(realm, admin.client(Map.of()), AdminApi.REDIRECT))
        .submit(Map.of("username", user.username(), "password", user.password()));

    String page = browser.open(realm + "/account/").page();

    assertThat(page).contains("css/auth-service.css");
    assertThat(page.contains(NO_PAGE)).isEqualTo(noPage);
    assertThat(page.contains(NO_CONSOLE)).isEqualTo(noConsole);
  }

  @Test
  void isShownToWhoIsNotLoggedInYetAndItsSheetsAreServed() {
    String page =
        new Browser(server.baseUrl())
            .open(server.baseUrl() + "/realms/" + server.realm() + "/account/")
            .page();

    for (String sheet : List.of(NO_PAGE, NO_CONSOLE)) {
      String address = page.replaceFirst("(?s).*href=\"([^\"]*" + sheet + ")\".*", "$1");
      api.anonymous().get(address).then().statusCode(200).contentType("text/css");
    }
  }
}
