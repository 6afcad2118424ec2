package io.authservice.keycloak.attack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where users of the realm may log in instead: the master realm is one as good as any. */
final class IdentityProvider {

  private static final String MASTER = "/admin/realms/master";

  private final Stage stage;
  private final String alias = "idp-" + Stage.newName();

  /** What it says of a user is taken over at every login, but that an e-mail is verified. */
  IdentityProvider(Stage stage, String baseUrl) {
    this.stage = stage;
    String client = "broker-" + Stage.newName();
    stage
        .asMaster()
        .body(
            Map.of(
                "clientId",
                client,
                "secret",
                Stage.SECRET,
                "publicClient",
                false,
                "redirectUris",
                List.of(baseUrl + "/realms/" + stage.realm() + "/broker/" + alias + "/endpoint")))
        .post(MASTER + "/clients")
        .then()
        .statusCode(201);
    String endpoints = baseUrl + "/realms/master/protocol/openid-connect";
    stage
        .asMaster()
        .body(
            Map.of(
                "alias",
                alias,
                "providerId",
                "oidc",
                "enabled",
                true,
                "config",
                Map.of(
                    "clientId",
                    client,
                    "clientSecret",
                    Stage.SECRET,
                    "authorizationUrl",
                    endpoints + "/auth",
                    "tokenUrl",
                    endpoints + "/token",
                    "userInfoUrl",
                    endpoints + "/userinfo",
                    "clientAuthMethod",
                    "client_secret_post",
                    "defaultScope",
                    "openid profile email",
                    "syncMode",
                    "FORCE")))
        .post(stage.admin("/identity-provider/instances"))
        .then()
        .statusCode(201);
  }

  String alias() {
    return alias;
  }

  /** Makes a user of its own; returns the name. */
  String user() {
    String name = Stage.newName();
    stage
        .asMaster()
        .body(
            Map.of(
                "username",
                name,
                "email",
                name + "@example.com",
                "firstName",
                "First",
                "lastName",
                "Last",
                "enabled",
                true,
                "credentials",
                List.of(Map.of("type", "password", "value", Stage.PASSWORD, "temporary", false))))
        .post(MASTER + "/users")
        .then()
        .statusCode(201);
    return name;
  }

  /** Gives a user of its own another e-mail. */
  void email(String name, String email) {
    Map<String, Object> user =
        stage
            .asMaster()
            .get(MASTER + "/users?exact=true&username=" + name)
            .jsonPath()
            .getMap("[0]");
    Map<String, Object> changed = new HashMap<>(user);
    changed.put("email", email);
    stage.asMaster().body(changed).put(MASTER + "/users/" + user.get("id")).then().statusCode(204);
  }

  void mapper(String kind, Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(settings);
    config.put("syncMode", "FORCE");
    stage
        .asMaster()
        .body(
            Map.of(
                "name", kind + Stage.newName(),
                "identityProviderAlias", alias,
                "identityProviderMapper", kind,
                "config", config))
        .post(stage.admin("/identity-provider/instances/" + alias + "/mappers"))
        .then()
        .statusCode(201);
  }
}
