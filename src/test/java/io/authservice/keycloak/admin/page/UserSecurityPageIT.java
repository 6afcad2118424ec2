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
import io.authservice.keycloak.theme.NeedsBrowser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;

/** What staff do for people who cannot log in, or should not, on the administrators' page. */
@NeedsBrowser
@WithTestServer(second = true)
@TestInstance(Lifecycle.PER_CLASS)
class UserSecurityPageIT {

  private final Api api;
  private final AdminApi admin;
  @AutoClose private final Visitors visitors;

  UserSecurityPageIT(TestServer server) {
    api = new Api(server);
    admin = new AdminApi(server);
    visitors = new Visitors(server, api.staff());
  }

  private Visitor at(Hand hand, long user) {
    return visitors.at(hand, "#/users/" + user + "/security");
  }

  private String calls(String path) {
    return admin.path("/auth-service/" + path);
  }

  @ParameterizedTest
  @EnumSource
  void aLinkForANewPasswordIsSent(Hand hand) {
    User user = api.user();
    try (Mailbox mailbox = Mailbox.open()) {
      Map<String, Object> before = admin.configure(Map.of("smtpServer", mailbox.server()));
      try {
        Visitor visitor = at(hand, user.id());
        visitor.inspect("user-security");
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
  @EnumSource
  void aSecondFactorIsDeletedForWhoHasLostIt(Hand hand) {
    String name = Api.newName();
    String keycloakId =
        admin.create(
            name,
            Map.of(
                "credentials",
                List.of(AdminApi.password(Api.PASSWORD, false), OneTimePassword.credential())));
    long id = Long.parseLong(keycloakId.replaceFirst(".*:", ""));
    Visitor visitor = at(hand, id);
    visitor.click(By.cssSelector("button[aria-label^='Delete the second factor']"));
    visitor.awaitText("Do this for somebody who has lost it");
    visitor.inspect("user-second-factor");
    visitor.click(inDialog("Delete"));
    visitor.awaitText("There are none: the password is enough to log in.");

    assertThat(visitor.clicks()).isEqualTo(2);
    api.obtain(name, Api.PASSWORD).then().statusCode(200);
  }

  /** Django keeps nobody out. */
  @ParameterizedTest
  @EnumSource
  void whoIsLockedOutIsFoundAndLetInAgain(Hand hand) {
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
      Visitor visitor = visitors.at(hand, "#/");
      visitor.clickLink("Locked out");
      visitor.clickLink(user.username());
      visitor.clickLink("Security");
      visitor.awaitText("The user is locked out for a while");
      visitor.inspect("user-locked-out");
      visitor.clickButton("Unlock");
      visitor.awaitText("The user is not locked out.");
      visitor.open("#/users?locked=true&search=" + user.username());
      visitor.awaitText("Nobody matches");
      api.obtain(user.username(), user.password()).then().statusCode(200);
    } finally {
      admin.configure(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sessionsAreEnded(Hand hand) {
    User user = api.user();
    Visitor visitor = at(hand, user.id());
    visitor.clickButton("End all sessions");
    visitor.awaitText("End all sessions of " + user.username() + "?");
    visitor.inspect("user-end-sessions");
    visitor.click(inDialog("End all sessions"));
    visitor.awaitText("The user is logged in nowhere.");

    api.refresh(user.refresh()).then().statusCode(401);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsToBeDoneAtTheNextLoginIsSaid(Hand hand) {
    User user = api.user();
    Visitor visitor = at(hand, user.id());
    visitor.click(Visitor.check("Update Password"));
    visitor.clickLink("History");
    visitor.awaitText("Leave without saving?");
    visitor.click(inDialog("Cancel"));
    visitor.clickButton("Save");
    visitor.awaitText(user.username() + " was saved.");

    assertThat(admin.user(admin.id(user.username())))
        .containsEntry("requiredActions", List.of("UPDATE_PASSWORD"));
  }
}
