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

/** The page that asks whether an application may use an account. */
@WithTestServer
class ConsentPageIT {

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  ConsentPageIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  @ParameterizedTest
  @CsvSource({
    "en, Allow Fine &amp; Dandy to use your account?, You are logged in as, Read your data",
    "de, Darf Fine &amp; Dandy Ihr Konto verwenden?, Sie sind als, Ihre Daten lesen"
  })
  void saysWhomItAsksAndWhatForInTheReadersLanguage(
      String language, String question, String asked, String scope) {
    User user = api.user();
    String clientId = admin.client(Map.of("consentRequired", true, "name", "Fine & Dandy"));
    Browser browser = new Browser(server.baseUrl());

    browser
        .open(
            "%s/realms/%s/protocol/openid-connect/auth?client_id=%s&redirect_uri=%s&response_type=code&scope=openid+read&ui_locales=%s"
                .formatted(server.baseUrl(), server.realm(), clientId, AdminApi.REDIRECT, language))
        .submit(Map.of("username", user.username(), "password", user.password()));

    assertThat(browser.page())
        .contains("<title>" + question + " – Auth Service</title>")
        .contains(asked, user.username(), scope)
        .doesNotContain("${", "authService", "<img");

    browser.submit(Map.of("accept", ""));
    assertThat(browser.address().toString()).startsWith(AdminApi.REDIRECT).contains("code=");
  }

  /** Who the user is, is told to every client. */
  @Test
  void asksForOpenidAlone() {
    User user = api.user();
    String clientId =
        admin.client(
            Map.of(
                "consentRequired", true, "defaultClientScopes", List.of("basic", "auth-service")));
    Browser browser = new Browser(server.baseUrl());

    browser
        .open(
            "%s/o/authorize/?client_id=%s&redirect_uri=%s&response_type=code&scope=openid"
                .formatted(server.baseUrl(), clientId, AdminApi.REDIRECT))
        .submit(Map.of("username", user.username(), "password", user.password()));

    assertThat(browser.page())
        .contains("Know your username and number")
        .doesNotContain("Read your data");
    browser.submit(Map.of("accept", ""));
    assertThat(browser.address().toString()).startsWith(AdminApi.REDIRECT).contains("code=");
  }
}
