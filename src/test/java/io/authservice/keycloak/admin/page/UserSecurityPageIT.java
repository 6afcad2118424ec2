package io.authservice.keycloak.admin.page;

import static io.authservice.keycloak.admin.page.Visitor.inDialog;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authservice.keycloak.server.TestServer;
import io.authservice.keycloak.server.WithTestServer;
import io.authservice.keycloak.testing.AdminApi;
import io.authservice.keycloak.testing.Api;
import io.authservice.keycloak.testing.Api.User;
import io.authservice.keycloak.testing.Mailbox;
import io.authservice.keycloak.testing.OneTimePassword;
import io.authservice.keycloak.theme.Look;
import io.authservice.keycloak.theme.NeedsBrowser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What staff do for people who cannot log in, or should not, on the administrators' page. */
@NeedsBrowser
@WithTestServer
class UserSecurityPageIT {

  private static final String ENDED = "The user is logged in nowhere.";

  private final TestServer server;
  private final Api api;
  private final AdminApi admin;

  UserSecurityPageIT(TestServer server) {
    this.server = server;
    api = new Api(server);
    admin = new AdminApi(server);
  }

  private Visitor at(Look look, long user) {
    return Visitor.at(server, look, "en", api.staff(), "#/users/" + user + "/security");
  }

  private String calls(String path) {
    return admin.path("/auth-service/" + path);
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_DARK"})
  void aLinkForANewPasswordIsSent(Look look) {
    User user = api.user();
    try (Mailbox mailbox = Mailbox.open()) {
      Map<String, Object> before = admin.configure(Map.of("smtpServer", mailbox.server()));
      try (Visitor visitor = at(look, user.id())) {
        visitor.clickButton("Send a link by e-mail");
        visitor.awaitText("A link was sent to ");

        assertThat(visitor.clicks()).isEqualTo(1);
        assertThat(mailbox.link()).contains("action-token");
      } finally {
        admin.configure(before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DESKTOP_LIGHT", "PHONE_LIGHT"})
  void aSecondFactorIsDeletedForWhoHasLostIt(Look look) {
    String name = Api.newName();
    String keycloakId =
        admin.create(
            name,
            Map.of(
                "credentials",
                List.of(AdminApi.password(Api.PASSWORD, false), OneTimePassword.credential())));
    long id = Long.parseLong(keycloakId.replaceFirst(".*:", ""));
    try (Visitor visitor = at(look, id)) {
      visitor.click(By.cssSelector("button[aria-label^='Delete the second factor']"));
      visitor.awaitText("Do this for somebody who has lost it");
      visitor.click(inDialog("Delete"));
      visitor.awaitText("There are none: the password is enough to log in.");

      assertThat(visitor.clicks()).isEqualTo(2);
    }
    api.obtain(name, Api.PASSWORD).then().statusCode(200);
  }

  @Test
  void whoIsLockedOutIsLetInAgain() {
    User user = api.user();
    Map<String, Object> before =
        admin.configure(
            Map.of("failureFactor", 2, "bruteForceProtected", true, "permanentLockout", false));
    try {
      await()
          .until(
              () -> {
                api.obtain(user.username(), "wrong");
                return admin.request().get(calls("users/" + user.id())).path("locked");
              });
      try (Visitor visitor = at(Look.DESKTOP_DARK, user.id())) {
        visitor.awaitText("The user is locked out for a while");
        visitor.clickButton("Unlock");
        visitor.awaitText("The user is not locked out.");
      }
      api.obtain(user.username(), user.password()).then().statusCode(200);
    } finally {
      admin.configure(before);
    }
  }

  @Test
  void theKeyboardAloneEndsSessions() {
    User user = api.user();
    try (Visitor visitor = at(Look.DESKTOP_LIGHT, user.id())) {
      visitor.browser().find(Visitor.button("End all sessions"));
      visitor.tabTo("main .pf-v5-c-card button.pf-m-danger");
      visitor.press(Keys.ENTER);
      visitor.awaitText("End all sessions of " + user.username() + "?");
      visitor.tabTo("dialog button.pf-m-danger");
      visitor.press(Keys.ENTER);
      visitor.awaitText(ENDED);
    }
    api.refresh(user.refresh()).then().statusCode(401);
  }

  @Test
  void theKeyboardAloneActsOnSeveral() {
    String prefix = Api.newName();
    List<User> users = List.of(api.user(prefix + "a"), api.user(prefix + "b"));
    try (Visitor visitor =
        Visitor.at(server, Look.DESKTOP_LIGHT, "en", api.superuser(), "#/users?search=" + prefix)) {
      visitor.awaitText("2 users");
      visitor.tabTo("thead input[type=checkbox]");
      visitor.press(Keys.SPACE);
      visitor.awaitText("2 ticked");
      visitor.tabTo(".bulk button.pf-m-danger");
      visitor.press(Keys.ENTER);
      visitor.awaitText("Delete: 2 users");
      visitor.tabTo("dialog button.pf-m-danger");
      visitor.press(Keys.ENTER);
      visitor.awaitText("Nobody matches");
    }
    for (User user : users) {
      admin.request().get(calls("users/" + user.id())).then().statusCode(404);
    }
  }
}
