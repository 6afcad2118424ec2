package io.authservice.keycloak.theme;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The login pages, as a person meets them. */
@NeedsBrowser
@WithTestServer(second = true)
class LoginThemeIT {

  private static final By USERNAME = By.id("username");
  private static final By PASSWORD = By.id("password");
  private static final By SUBMIT = By.cssSelector("form [type=submit]");

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;
  private final Accessibility accessibility = new Accessibility();

  LoginThemeIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private String realm() {
    return server.baseUrl() + "/realms/" + server.realm();
  }

  private String account() {
    return realm() + "/account/";
  }

  private static void logIn(Chromium browser, String username, String password) {
    browser.type(USERNAME, username);
    browser.type(PASSWORD, password);
    browser.click(SUBMIT);
  }

  private static void register(Chromium browser, String username) {
    browser.type(USERNAME, username);
    browser.type(PASSWORD, Api.PASSWORD);
    browser.type(By.id("password-confirm"), Api.PASSWORD);
    browser.type(By.id("email"), username + "@example.com");
    browser.type(By.id("firstName"), "Ada");
    browser.type(By.id("lastName"), "Lovelace");
    browser.click(SUBMIT);
  }

  /** Looks at the page that is open: is it usable, and does it fit? */
  private void inspect(Chromium browser, Look look, String page) {
    String name = "login-" + page + "-" + look.name().toLowerCase(Locale.ROOT).replace('_', '-');
    browser.find(By.id("kc-page-title"));
    browser.screenshot(name);
    accessibility.check(browser, name);
    assertThat(browser.script("return document.documentElement.scrollWidth"))
        .as(name + " fits into the window")
        .isEqualTo((long) look.width());
    assertThat(browser.script("return document.documentElement.lang")).isEqualTo("en");
  }

  /** The field that has the keyboard's focus, and what it is described by. */
  private static Object focused(Chromium browser) {
    return browser.script(
        "return document.activeElement.id + ' ' +"
            + " document.activeElement.getAttribute('aria-describedby')");
  }

  /** What loads from elsewhere tells others who logs in; what a policy refuses is missing. */
  private void assertNothingLeavesTheServer(Chromium browser) {
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).startsWith(server.baseUrl() + "/"));
    assertThat(browser.complaints())
        // The error page is an error: the browser says so of the page itself.
        .filteredOn(complaint -> !complaint.contains("client_id=nobody"))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "CONSOLE_.*")
  void everyPageCanBeUsed(Look look) {
    User user = api.user();
    admin.change(admin.id(user.username()), "requiredActions", List.of("CONFIGURE_TOTP"));
    try (Chromium browser = Chromium.orSkip(look, "en")) {
      browser.open(account());
      inspect(browser, look, "log-in");
      logIn(browser, user.username(), "wrong");
      browser.find(By.id("input-error-username"));
      inspect(browser, look, "refused");
      assertThat(focused(browser)).isEqualTo("password input-error-username");
      browser.click(By.linkText("Forgot your password?"));
      browser.awaitText("Send the email");
      inspect(browser, look, "reset");
      browser.open(account());
      browser.click(By.linkText("Create an account"));
      browser.find(By.id("password-confirm"));
      inspect(browser, look, "register");
      browser.type(USERNAME, "not a name!");
      browser.click(SUBMIT);
      browser.awaitText("Use letters, digits and @ . + - _ only.");
      inspect(browser, look, "register-refused");
      assertThat(focused(browser)).isEqualTo("username input-error-username");
      browser.open(account());
      logIn(browser, user.username(), user.password());
      browser.find(By.id("kc-totp-secret-qr-code"));
      inspect(browser, look, "otp-setup");
      browser.open(realm() + "/protocol/openid-connect/auth?client_id=nobody");
      inspect(browser, look, "error");
      browser.open(realm() + "/protocol/openid-connect/logout");
      browser.find(By.id("kc-logout"));
      inspect(browser, look, "logout");
      browser.click(By.id("kc-logout"));
      browser.awaitText("You are logged out");
      inspect(browser, look, "info");
      assertNothingLeavesTheServer(browser);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "CONSOLE_.*")
  void pagesOnTheWayToAnApplicationCanBeUsed(Look look) {
    User user = api.user();
    String clientId =
        admin.client(Map.of("consentRequired", true, "redirectUris", List.of(realm() + "/*")));
    Map<String, Object> before =
        admin.configure(Map.of("passwordPolicy", "length(10) and digits(1) and upperCase(2)"));
    admin.change(admin.id(user.username()), "requiredActions", List.of("UPDATE_PASSWORD"));
    try (Chromium browser = Chromium.orSkip(look, "en")) {
      browser.open(
          "%s/protocol/openid-connect/auth?client_id=%s&redirect_uri=%s&response_type=code&scope=openid+read"
              .formatted(realm(), clientId, realm() + "/account/"));
      logIn(browser, user.username(), user.password());
      browser.type(By.id("password-new"), "Ab1");
      assertThat(browser.script("return document.querySelectorAll('.auth-service-met').length"))
          .as("digits")
          .isEqualTo(1L);
      inspect(browser, look, "new-password");
      browser.type(By.id("password-confirm"), "Ab1");
      browser.click(SUBMIT);
      browser.awaitText("Invalid password");
      assertThat(focused(browser)).isEqualTo("password-new auth-service-error kc-password-rules");
      browser.type(By.id("password-new"), Api.PASSWORD + "X");
      browser.type(By.id("password-confirm"), Api.PASSWORD + "X");
      browser.click(SUBMIT);
      browser.find(By.id("kc-consenting-user"));
      inspect(browser, look, "consent");
      assertNothingLeavesTheServer(browser);
    } finally {
      admin.configure(before);
    }
  }

  @Test
  void aPersonRegistersIsRefusedLogsInAndOut() {
    String name = Api.newName();
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      browser.open(account());
      browser.click(By.linkText("Create an account"));
      register(browser, name);
      browser.awaitText("Personal info");
      assertThat(browser.title()).isEqualTo("Auth Service");
      browser.screenshot("account-desktop-light");

      browser.open(realm() + "/protocol/openid-connect/logout");
      browser.click(By.id("kc-logout"));
      browser.awaitText("You are logged out");

      browser.open(account());
      logIn(browser, name, "not-" + Api.PASSWORD);
      browser.awaitText("Invalid username or password.");
      logIn(browser, name, Api.PASSWORD);
      browser.awaitText("Personal info");
      assertThat(browser.text()).doesNotContain("Staff", "Superuser");
      assertNothingLeavesTheServer(browser);
    }
  }

  @Test
  void theKeyboardAloneWillDoAndShowsWhereItIs() {
    User user = api.user();
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, "en")) {
      browser.open(account());
      browser.find(USERNAME);
      browser.press(user.username(), Keys.TAB);
      assertThat(browser.script("return document.activeElement.id")).isEqualTo("password");
      assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
      browser.press(user.password(), Keys.ENTER);
      browser.awaitText("Personal info");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, Log in, Create an account, 'Use letters, digits and @ . + - _ only.'",
    "de, Anmelden, Konto anlegen, 'Nur Buchstaben, Ziffern und @ . + - _ sind erlaubt.'"
  })
  void theBrowsersLanguageIsSpoken(
      String language, String logIn, String register, String invalidName) {
    try (Chromium browser = Chromium.orSkip(Look.DESKTOP_LIGHT, language)) {
      browser.open(account());
      assertThat(browser.find(By.id("kc-page-title")).getText()).isEqualTo(logIn);
      browser.screenshot("login-log-in-" + language);
      browser.click(By.linkText(register));
      browser.find(By.id("password-confirm"));
      browser.type(USERNAME, "not a name!");
      browser.click(SUBMIT);
      browser.awaitText(invalidName);
      assertThat(browser.script("return document.documentElement.lang")).isEqualTo(language);
    }
  }
}
