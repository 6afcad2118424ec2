package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** The page of the OpenAPI document, as a person meets it who tries the API out. */
@NeedsBrowser
@WithTestServer(second = true)
class DescriptionPageIT {

  private static final By ME = By.id("operations-Users-me");
  private static final By OPEN_ME = By.cssSelector("#operations-Users-me .opblock-summary-control");
  private static final By TRY = By.cssSelector("#operations-Users-me .try-out__btn");
  private static final By EXECUTE = By.cssSelector("#operations-Users-me .execute");
  private static final By ANSWER =
      By.cssSelector("#operations-Users-me .live-responses-table .response-col_description pre");
  private static final By AUTHORIZE = By.cssSelector(".auth-wrapper .btn.authorize");
  private static final By CLOSE = By.cssSelector(".modal-ux .btn-done");
  private static final String OF_LOGIN =
      "//div[@class='auth-container'][.//h4[contains(., 'OAuth2')]]";

  private final TestServer server;
  private final Api api;
  private final Accessibility accessibility = new Accessibility();

  DescriptionPageIT(TestServer server) {
    this.server = server;
    api = new Api(server);
  }

  private String page(String below) {
    return server.baseUrl() + below + "/api/schema/swagger-ui/";
  }

  private void inspect(Chromium browser, Look look, String state) {
    String name = "api-" + state + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-');
    browser.screenshot(name);
    accessibility.check(browser, name);
    assertThat(browser.script("return document.documentElement.scrollWidth"))
        .as(name + " fits into the window")
        .isEqualTo((long) look.width());
  }

  private void assertNothingLeavesTheServer(Chromium browser) {
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).startsWith(server.baseUrl() + "/"));
    assertThat(browser.complaints())
        // A refusal that was asked for: the browser says so of the call itself.
        .filteredOn(complaint -> !complaint.contains("/auth/me/"))
        .isEmpty();
  }

  private static void callMe(Chromium browser) {
    browser.click(TRY);
    browser.click(EXECUTE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "CONSOLE_.*")
  void canBeReadAndUsedInEveryLook(Look look) {
    try (Chromium browser = Chromium.orSkip(look, "en")) {
      browser.open(page(""));
      browser.find(ME);
      inspect(browser, look, "list");
      browser.click(OPEN_ME);
      callMe(browser);
      browser.awaitText("Authentication credentials were not provided.");
      inspect(browser, look, "answer");
      browser.click(AUTHORIZE);
      browser.find(CLOSE);
      inspect(browser, look, "authorize");
      assertNothingLeavesTheServer(browser);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/realms/auth-service/auth-service"})
  void aPersonLogsInByCodeAndCallsTheApi(String below) {
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(Look.CONSOLE_LIGHT, "en")) {
      browser.open(page(below));
      browser.click(AUTHORIZE);
      browser.inWindow(
          () -> browser.click(By.xpath(OF_LOGIN + "//button[contains(., 'Authorize')]")),
          () -> {
            browser.type(By.id("username"), user.username());
            browser.type(By.id("password"), user.password());
            browser.click(By.cssSelector("form [type=submit]"));
          });
      browser.find(By.xpath(OF_LOGIN + "//button[contains(., 'Logout')]"));
      browser.click(CLOSE);
      browser.click(OPEN_ME);
      callMe(browser);

      browser.awaitText("\"username\": \"" + user.username() + "\"");
      assertNothingLeavesTheServer(browser);
    }
  }

  @Test
  void aTokenThatIsTypedWillDo() {
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(Look.CONSOLE_LIGHT, "en")) {
      browser.open(page(""));
      browser.click(AUTHORIZE);
      browser.type(By.id("auth-bearer-value"), user.access());
      browser.click(
          By.xpath(
              "//input[@id='auth-bearer-value']/ancestor::form//button[contains(., 'Authorize')]"));
      browser.click(CLOSE);
      browser.click(OPEN_ME);
      callMe(browser);

      browser.awaitText("\"username\": \"" + user.username() + "\"");
    }
  }
}
