package io.authservice.keycloak.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.api.oauth2.RealmClients;
import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.theme.Chromium;
import io.authservice.keycloak.theme.Look;
import io.authservice.keycloak.theme.NeedsBrowser;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** Libraries for apps that run in browsers, on the pages of a shop of another origin. */
@NeedsBrowser
@EnabledIfSystemProperty(
    named = "client.libraries",
    matches = ".*\\bnode\\b.*",
    disabledReason = "no client libraries: -Dclient.libraries does not name node")
@WithTestServer(second = true)
@TestInstance(Lifecycle.PER_CLASS)
class BrowserRecipesIT {
  private static final By BUTTON = By.tagName("button");

  private final Api api;
  private final RecipeCopy copy;
  @AutoClose private final ShopPages shop = new ShopPages();
  @AutoClose private final RealmClients clients;

  BrowserRecipesIT(TestServer server, @TempDir Path directory) {
    api = new Api(server);
    copy = new RecipeCopy(directory, server.baseUrl(), shop.address());
    clients = new RealmClients(server);
  }

  @BeforeAll
  void makeClient() {
    clients.make(copy.client("shop-app"));
  }

  @Test
  void oidcClientTsLogsInCallsRenewsAndLogsOut() {
    User user = api.user();
    try (Chromium browser = browserAt("oidc-client-ts")) {
      logIn(browser, user);
      awaitCalls(browser, user);

      browser.click(BUTTON);

      browser.awaitText("logged out");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void keycloakJsLogsInCallsRenewsAndLogsOut() {
    User user = api.user();
    try (Chromium browser = browserAt("keycloak-js")) {
      logIn(browser, user);
      awaitCalls(browser, user);

      browser.click(BUTTON);

      browser.awaitText("logged out");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private Chromium browserAt(String library) {
    shop.show(copy.file("browser/" + library + ".html"), copy.file(""));
    Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en");
    browser.open(shop.address());
    return browser;
  }

  private static void logIn(Chromium browser, User user) {
    browser.awaitText("logged out");
    browser.click(BUTTON);
    browser.type(By.id("username"), user.username());
    browser.type(By.id("password"), user.password());
    browser.click(By.id("kc-login"));
  }

  private static void awaitCalls(Chromium browser, User user) {
    browser.awaitText(
        """
        logged in as %1$s
        called as %1$s
        renewed
        then called as %1$s"""
            .formatted(user.username()));
  }
}
