package io.authservice.keycloak.admin.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;

/** What is told of events: Keycloak's and ours, and those of earlier versions. */
final class RepresentationTest {

  @ParameterizedTest
  @CsvSource({
    "USER, users/f:c:4, CREATE, USER, add, ",
    "USER, users/f:c:4, UPDATE, USER, change, ",
    "USER, users/f:c:4, DELETE, USER, delete, ",
    "USER, users/f:c:4/reset-password, ACTION, USER, password, ",
    "USER, users/f:c:4/logout, ACTION, USER, action, sessions_ended",
    "USER, users/f:c:4/consents/shop, ACTION, USER, action, consent_revoked",
    "USER, users/f:c:4/credentials/1, ACTION, USER, action, credential_removed",
    "USER, users/f:c:4/credentials/1/userLabel, ACTION, USER, action, credential_changed",
    "USER, users/f:c:4/federated-identity/x, DELETE, USER, action, identity_unlinked",
    "USER, users/f:c:4/federated-identity/x, CREATE, USER, action, identity_linked",
    "USER, users/f:c:4/something/new, ACTION, USER, action, other",
    "GROUP_MEMBERSHIP, users/f:c:4/groups/1, CREATE, USER, change, ",
    "REALM_ROLE_MAPPING, users/f:c:4/role-mappings/realm, CREATE, USER, change, ",
    "USER_LOGIN_FAILURE, attack-detection/brute-force/users/f:c:4, DELETE, USER, action, unlocked",
    "USER_LOGIN_FAILURE, attack-detection/brute-force/users, DELETE, OTHER, action, unlocked",
    "GROUP, groups/1, UPDATE, KEYCLOAK_GROUP, change, ",
    "AUTH_SERVICE_GRANTS, auth-service/users/4/grants, UPDATE, ACCOUNT, change, ",
    "AUTH_SERVICE_GROUP, auth-service/groups/4, DELETE, GROUP, delete, ",
    "AUTH_SERVICE_IMPORT, auth-service/import/1/finished, ACTION, OTHER, action, imported",
    "AUTH_SERVICE_EXPORT, auth-service/users/export, ACTION, OTHER, action, exported",
    "AUTH_SERVICE_REMAINS, auth-service/remains, ACTION, OTHER, action, remains_removed"
  })
  void tellsWhatWasDoneToWhom(
      String type,
      String path,
      OperationType operation,
      Subject.Kind kind,
      String action,
      String note) {
    AdminEvent event = event(type, path, operation, null);
    Subject subject = Subject.of(event).orElseThrow();

    assertThat(subject.kind()).isEqualTo(kind);
    assertThat(Action.of(event, subject).text()).isEqualTo(action);
    assertThat(Optional.ofNullable(Telling.note(event, subject)).map(Note::text))
        .isEqualTo(Optional.ofNullable(note));
  }

  @ParameterizedTest
  @CsvSource({
    "USER_PROFILE, users/profile",
    "REALM, ",
    "CLIENT, clients/1",
    "CLIENT_ROLE_MAPPING, clients/1/role-mappings",
    "COMPONENT, components/1",
    "CUSTOM, something/else",
    "USER, users"
  })
  void tellsNothingOfAnythingElse(String type, String path) {
    assertThat(Subject.of(event(type, path, OperationType.UPDATE, null))).isEmpty();
  }

  @Test
  void tellsOldAndNewOfOurOwnEvents() {
    Representation told =
        user(
            OperationType.UPDATE,
            "{'id':4,'username':'anna','changed':{'email':['a@x.org','b@x.org'],"
                + "'is_staff':[false,true],'groups':[['A'],['A','B']],'password':['x','y'],"
                + "'last_name':'odd','first_name':[1,2,3]}}");

    assertThat(told.name()).contains("anna");
    assertThat(told.isAsSent()).isFalse();
    assertThat(told.changes())
        .containsExactlyInAnyOrder(
            new Change("email", "a@x.org", "b@x.org"),
            new Change("is_staff", false, true),
            new Change("groups", List.of("A"), List.of("A", "B")));
  }

  @Test
  void tellsWhatWasSentByKeycloaksConsole() {
    Representation sent =
        user(
            OperationType.UPDATE,
            "{'username':'anna','firstName':'','email':'b@x.org','enabled':true,"
                + "'attributes':{'is_staff':['true'],'secret':['x']},'requiredActions':['VERIFY'],"
                + "'credentials':[{'type':'password','value':'hunter2'}],'totp':false}");

    assertThat(sent.isAsSent()).isTrue();
    assertThat(sent.changes())
        .containsExactlyInAnyOrder(
            new Change("username", null, "anna"),
            new Change("first_name", null, ""),
            new Change("email", null, "b@x.org"),
            new Change("is_active", null, true),
            new Change("is_staff", null, true),
            new Change("required_actions", null, List.of("VERIFY")));
    assertThat(sent.changes().toString()).doesNotContain("hunter2", "secret");
  }

  @Test
  void whatIsNewHasNothingThatItWasNotGiven() {
    Representation sent =
        user(OperationType.CREATE, "{'username':'anna','email':'','requiredActions':[]}");

    assertThat(sent.changes()).containsExactly(new Change("username", null, "anna"));
    assertThat(sent.isAsSent()).isFalse();
  }

  @Test
  void tellsWhatAUserWasGivenByName() {
    AdminEvent joined =
        event("GROUP_MEMBERSHIP", "users/f:c:4/groups/1", OperationType.CREATE, "{'name':'Staff'}");
    joined.setDetails(Map.of("username", "anna"));
    AdminEvent lost =
        event(
            "REALM_ROLE_MAPPING",
            "users/f:c:4/role-mappings/realm",
            OperationType.DELETE,
            "[{'id':'1','name':'a'},{'name':'b'}]");

    assertThat(of(joined).name()).contains("anna");
    assertThat(of(joined).changes())
        .containsExactly(new Change("keycloak_groups", null, List.of("Staff")));
    assertThat(of(lost).changes()).containsExactly(new Change("roles", List.of("a", "b"), null));
  }

  /** Another version wrote it, or somebody else. */
  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{", "[]", "{'changed':null}", "{'changed':[1]}", "'x'", "7"})
  void whatCannotBeUnderstoodIsNotTold(String representation) {
    assertThat(user(OperationType.UPDATE, representation).changes()).isEmpty();
    assertThat(user(OperationType.UPDATE, representation).name()).isEmpty();
  }

  @Test
  void longTextsAreCut() {
    Representation told =
        user(OperationType.UPDATE, "{'changed':{'email':['','" + "😀".repeat(300) + "']}}");

    assertThat(told.changes()).containsExactly(new Change("email", "", "😀".repeat(250) + "…"));
  }

  private static Representation user(OperationType operation, String representation) {
    return of(event("USER", "users/f:c:4", operation, representation));
  }

  private static Representation of(AdminEvent event) {
    return new Representation(event, Subject.of(event).orElseThrow());
  }

  private static AdminEvent event(
      String type, String path, OperationType operation, String representation) {
    AdminEvent event = new AdminEvent();
    event.setResourceTypeAsString(type);
    event.setResourcePath(path);
    event.setOperationType(operation);
    event.setRepresentation(representation == null ? null : representation.replace('\'', '"'));
    return event;
  }
}
