package io.authservice.keycloak.storage.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.authservice.keycloak.testing.BridgedRealm;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Admin API's search finds the same among these users as among Keycloak's own, and counts what
 * it finds: the same people are made in a realm without a storage, which says what is right.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class UserSearchContract {

  private static final String TAG =
      "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 8);

  /** Each parameter with values that find some, all or none. */
  private static final List<String> PARAMETERS =
      List.of(
          "username=" + TAG,
          "username=" + TAG + "ADA",
          "email=ada@",
          "email=ADA@Example.com",
          "firstName=da",
          "firstName=Bob",
          "lastName=l",
          "lastName=O'Hara",
          "exact=true",
          "exact=false",
          "enabled=true",
          "enabled=false",
          "emailVerified=true",
          "emailVerified=false",
          "q=shade:blue",
          "q=shade:Blu",
          "q=shade:blue size:L",
          "idpAlias=" + TAG + "-one",
          "idpAlias=" + TAG + "-nobody",
          "idpUserId=x1",
          "idpUserId=x2",
          "createdAfter=2001-01-01",
          "createdAfter=9999-01-01",
          "createdBefore=2001-01-01",
          "createdAfter=9223372036854775807",
          "createdBefore=9223372036854775807",
          "briefRepresentation=true");

  /** One of each, to be asked for in pairs. */
  private static final List<String> ONE_OF_EACH =
      List.of(
          "username=" + TAG,
          "email=example",
          "firstName=b",
          "lastName=l",
          "exact=false",
          "enabled=true",
          "emailVerified=false",
          "q=size:L",
          "idpAlias=" + TAG + "-one",
          "idpUserId=x1",
          "createdAfter=2001-01-01",
          "createdBefore=9999-01-01");

  private static final List<String> SEARCHES =
      List.of(
          "search=" + TAG + "ada",
          "search=" + TAG + "a*a",
          "search=*" + TAG.substring(2) + "b*",
          "search=\"" + TAG + "ada\"",
          "search=\"lovelace\"",
          "search=love " + TAG,
          "search=love nobody",
          "search=o'h",
          "search=_",
          "search=*_*",
          "search=" + TAG + "&enabled=false",
          "search=" + TAG + "&emailVerified=true",
          "search=" + TAG + "&createdAfter=9999-01-01",
          "search=username:" + TAG + "ada",
          "search=email:" + TAG + "ada@example.com",
          "search=id:nobody");

  private final BridgedRealm ours;
  private final BridgedRealm natives;
  private final Map<BridgedRealm, String> profiles = new HashMap<>();

  UserSearchContract(BridgedRealm ours) {
    this.ours = ours;
    this.natives = new BridgedRealm(ours.server(), "natives-" + TAG, "");
  }

  static Stream<String> singles() {
    return Stream.of(PARAMETERS, SEARCHES).flatMap(List::stream);
  }

  @BeforeAll
  void makePeople() {
    expect(
        201,
        ours.server()
            .asMaster()
            .body(Map.of("realm", natives.name(), "enabled", true))
            .post("/admin/realms"));
    for (BridgedRealm realm : List.of(ours, natives)) {
      letAttributesBe(realm);
      for (String alias : List.of("one", "two")) {
        Map<String, Object> provider =
            Map.of(
                "alias",
                TAG + "-" + alias,
                "providerId",
                "github",
                "config",
                Map.of("clientId", "c", "clientSecret", "s"));
        expect(
            201,
            realm
                .server()
                .asMaster()
                .body(provider)
                .post(realm.admin("/identity-provider/instances")));
      }
      makePeople(realm);
    }
  }

  private void letAttributesBe(BridgedRealm realm) {
    Response profile = get(realm, "/users/profile");
    profiles.put(realm, profile.asString());
    Map<String, Object> changed = profile.jsonPath().getMap("");
    changed.put("unmanagedAttributePolicy", "ENABLED");
    expect(200, realm.server().asMaster().body(changed).put(realm.admin("/users/profile")));
  }

  private static void makePeople(BridgedRealm realm) {
    Map<String, Object> ada = person("ada", "Ada", "Lovelace", true, true, "Blue", "L");
    ada.put("email", TAG + "ada@example.com");
    link(realm, make(realm, ada), "one", "x1");
    Map<String, Object> bob = person("b_b", "Bob Lee", "O'Hara", false, false, "blue", "S");
    bob.put("email", TAG + "Bob@Example.com");
    String id = make(realm, bob);
    link(realm, id, "one", "x2");
    link(realm, id, "two", "x1");
    make(realm, person("eva", "", "", true, false, "bluish", "L"));
    Map<String, Object> zoe = person("zo\u00eb", "Zo\u00eb", "\u00c4rger", true, true, "red", "L");
    zoe.put("email", TAG + "zoe@example.com");
    make(realm, zoe);
  }

  private static Map<String, Object> person(
      String name,
      String first,
      String last,
      boolean enabled,
      boolean verified,
      String shade,
      String size) {
    Map<String, Object> person = new HashMap<>();
    person.put("username", TAG + name);
    person.put("firstName", first);
    person.put("lastName", last);
    person.put("enabled", enabled);
    person.put("emailVerified", verified);
    person.put("attributes", Map.of("shade", List.of(shade), "size", List.of(size)));
    return person;
  }

  private static String make(BridgedRealm realm, Map<String, Object> person) {
    String location =
        expect(201, realm.server().asMaster().body(person).post(realm.admin("/users")))
            .header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static void link(BridgedRealm realm, String id, String alias, String user) {
    String path = "/users/" + id + "/federated-identity/" + TAG + "-" + alias;
    Map<String, Object> link = Map.of("userId", user, "userName", user);
    expect(204, realm.server().asMaster().body(link).post(realm.admin(path)));
  }

  @AfterAll
  void leaveNothing() {
    natives.remove();
    expect(
        200, ours.server().asMaster().body(profiles.get(ours)).put(ours.admin("/users/profile")));
    for (Object id : users(ours, "username=" + TAG, -1).jsonPath().getList("id")) {
      expect(204, ours.server().asMaster().delete(ours.admin("/users/" + id)));
    }
    for (String alias : List.of("one", "two")) {
      String path = "/identity-provider/instances/" + TAG + "-" + alias;
      expect(204, ours.server().asMaster().delete(ours.admin(path)));
    }
  }

  @ParameterizedTest
  @MethodSource("singles")
  void findsWhatKeycloakFinds(String query) {
    assertSame(query);
  }

  @Test
  void findsWhatKeycloakFindsByTwo() {
    for (int first = 0; first < ONE_OF_EACH.size(); first++) {
      for (String second : ONE_OF_EACH.subList(first + 1, ONE_OF_EACH.size())) {
        assertSame(ONE_OF_EACH.get(first) + "&" + second);
      }
    }
  }

  @Test
  void pagesAreKeycloaks() {
    for (int first = 0; first < 5; first++) {
      for (int max = 0; max < 5; max += 2) {
        String page = "username=" + TAG + "&first=" + first;
        assertThat(names(users(ours, page, max)))
            .as(page + "&max=" + max)
            .isEqualTo(names(users(natives, page, max)));
      }
    }
  }

  @Test
  void whatTheServerNotesIsNotFound() {
    for (String note : List.of("EMAIL_VERIFIED:true", "auth-service.bond:0", "auth-service.x:")) {
      assertThat(names(users(ours, "exact=false&q=" + note, -1))).as(note).isEmpty();
    }
  }

  private void assertSame(String query) {
    Response found = users(ours, query, -1);

    assertThat(names(found)).as(query).isEqualTo(names(users(natives, query, -1)));
    assertThat(get(ours, "/users/count?" + query).as(Integer.class))
        .as("count of %s", query)
        .isEqualTo(found.jsonPath().getList("").size());
  }

  /** Of the people made here: others may be in the realm. */
  private static List<String> names(Response users) {
    return users.jsonPath().<String>getList("username").stream()
        .filter(name -> name.startsWith(TAG))
        .toList();
  }

  private static Response users(BridgedRealm realm, String query, int max) {
    return get(realm, "/users?" + query + "&max=" + max);
  }

  private static Response get(BridgedRealm realm, String path) {
    return expect(200, realm.server().asMaster().get(realm.admin(path)));
  }

  private static Response expect(int status, Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    return answer;
  }
}
