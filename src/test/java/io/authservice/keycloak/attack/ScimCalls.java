package io.authservice.keycloak.attack;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SCIM as one calls it who has a token for it: a confidential client's, with its audience. */
final class ScimCalls {

  /** What the realm calls Django's flags in SCIM. */
  static final String FLAGS = "urn:example:User";

  private static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  private static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
  private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  private final Stage stage;
  private final String audience;
  private final String logins;

  /** Switches SCIM on in the realm, and makes Django's flags attributes of its users there. */
  ScimCalls(Stage stage, String baseUrl) {
    this.stage = stage;
    audience = baseUrl + path("");
    stage
        .asMaster()
        .body(Map.of("scimApiEnabled", true))
        .put(stage.admin(""))
        .then()
        .statusCode(204);
    showFlags();
    logins = "logins-" + Stage.newName();
    make(logins);
  }

  private void showFlags() {
    Map<String, Object> profile = new HashMap<>(stage.get("/users/profile").path("$"));
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> attributes = (List<Map<String, Object>>) profile.get("attributes");
    for (Map<String, Object> attribute : attributes) {
      if (List.of("is_superuser", "is_staff").contains(attribute.get("name"))) {
        attribute.put(
            "annotations", Map.of("kc.scim.schema.attribute", FLAGS + ":" + attribute.get("name")));
      }
    }
    profile.put("unmanagedAttributePolicy", "ENABLED");
    stage.asMaster().body(profile).put(stage.admin("/users/profile")).then().statusCode(200);
  }

  private String make(String clientId) {
    return stage.make(
        "/clients",
        Map.of(
            "clientId",
            clientId,
            "publicClient",
            false,
            "secret",
            Stage.SECRET,
            "serviceAccountsEnabled",
            true,
            "directAccessGrantsEnabled",
            true,
            "protocolMappers",
            List.of(
                Map.of(
                    "name",
                    "audience",
                    "protocol",
                    "openid-connect",
                    "protocolMapper",
                    "oidc-audience-mapper",
                    "config",
                    Map.of("included.custom.audience", audience, "access.token.claim", "true")))));
  }

  /** The same user, with a token for SCIM. */
  Person user(Person person) {
    return new Person(
        person.id(),
        person.name(),
        token(
            Map.of(
                "grant_type",
                "password",
                "client_id",
                logins,
                "client_secret",
                Stage.SECRET,
                "username",
                person.name(),
                "password",
                Stage.PASSWORD)));
  }

  /** A client that acts in its own name, with roles of the realm's management client. */
  Person client(String... roles) {
    String name = "client-" + Stage.newName();
    String account = stage.get("/clients/" + make(name) + "/service-account-user").path("id");
    stage.give(new Person(account, name, ""), roles);
    return new Person(
        account,
        name,
        token(
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                name,
                "client_secret",
                Stage.SECRET)));
  }

  private String token(Map<String, String> form) {
    return stage.token(stage.realm(), form).then().statusCode(200).extract().path("access_token");
  }

  /** The path of a resource. */
  String path(String below) {
    return "/realms/" + stage.realm() + "/scim/v2" + below;
  }

  Response call(Person who, String method, String below, @Nullable Object body) {
    return sent(who, method, path(below), body);
  }

  Response sent(Person who, String method, String path, @Nullable Object body) {
    RequestSpecification request = stage.as(who);
    if (body != null) {
      request.body(body);
    }
    return request.request(method, path);
  }

  /** A user as it is sent; a later value of a name counts. */
  static Map<String, Object> user(String name, Map<String, Object> more) {
    Map<String, Object> user = new HashMap<>();
    user.put("schemas", List.of(USER, FLAGS));
    user.put("userName", name);
    user.put("emails", List.of(Map.of("value", name + "@example.com")));
    user.put("name", Map.of("givenName", "First", "familyName", "Last"));
    user.put("active", true);
    user.putAll(more);
    return user;
  }

  static Map<String, Object> group(String name, Map<String, Object> more) {
    Map<String, Object> group = new HashMap<>();
    group.put("schemas", List.of(GROUP));
    group.put("displayName", name);
    group.putAll(more);
    return group;
  }

  static Map<String, Object> patch(String operation, String path, Object value) {
    return Map.of(
        "schemas",
        List.of(PATCH),
        "Operations",
        List.of(Map.of("op", operation, "path", path, "value", value)));
  }
}
