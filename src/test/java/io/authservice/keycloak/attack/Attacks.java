package io.authservice.keycloak.attack;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is tried through the Admin API: on the mighty, and to become one of them. */
final class Attacks {

  private static final List<Object> NONE = List.of();

  private final Scene scene;
  private final List<Attack> all = new ArrayList<>();

  private Attacks(Scene scene) {
    this.scene = scene;
  }

  static List<Attack> on(Scene scene) {
    Attacks attacks = new Attacks(scene);
    scene.mighty().forEach(attacks::onSomebody);
    attacks.onLocksAndSessions();
    scene.roles().forEach(attacks::byRole);
    scene.groups().forEach(attacks::byGroup);
    attacks.byNewThings();
    attacks.byFlags();
    attacks.bySettings();
    attacks.bySpelling();
    return attacks.all;
  }

  private void add(String name, String method, String below, @Nullable Object body) {
    all.add(new Attack(name, attacker -> attacker.call(method, below, body)));
  }

  private void add(String name, Attack.Deed deed) {
    all.add(new Attack(name, deed));
  }

  /** Everything that is written of a user. */
  private void onSomebody(String who, Person target) {
    String user = "/users/" + target.id();
    Map<String, Object> shown = new HashMap<>(scene.stage().get(user).path("$"));
    shown.put("email", "mine@example.com");
    String plain = "/role-mappings/realm";
    Map<String, Object> password = Map.of("type", "password", "value", "M1ne-pass-phrase!");
    add("e-mail of " + who, "PUT", user, shown);
    add("password of " + who, "PUT", user + "/reset-password", password);
    add("password link of " + who, "PUT", user + "/reset-password-email", null);
    add("actions of " + who, "PUT", user + "/execute-actions-email", List.of("UPDATE_PASSWORD"));
    add("verification of " + who, "PUT", user + "/send-verify-email", null);
    add("passing for " + who, "POST", user + "/impersonation", Map.of());
    add("logging out " + who, "POST", user + "/logout", null);
    add("no password for " + who, "PUT", user + "/disable-credential-types", List.of("password"));
    add("a credential of " + who, "DELETE", user + "/credentials/x", null);
    add("the label of a credential of " + who, "PUT", user + "/credentials/x/userLabel", "x");
    add("consent of " + who, "DELETE", user + "/consents/admin-cli", null);
    Map<String, Object> link = Map.of("userId", "1", "userName", "me");
    add("identity of " + who, "POST", user + "/federated-identity/x", link);
    add(
        "identity of " + who + " under a path",
        "POST",
        user + "/federated-identity/x%2Fadmin%2Frealms%2Fauth-service%2Fusers%2Fnobody",
        link);
    add("no identity of " + who, "DELETE", user + "/federated-identity/x", null);
    add("roles taken from " + who, "DELETE", user + plain, NONE);
    add(
        "roles taken from " + who + " by the console",
        "POST",
        "/ui-ext/role-mapping-delete/users/" + target.id(),
        NONE);
    add(
        "a role for " + who,
        attacker -> attacker.call("POST", user + plain, List.of(attacker.role())));
    add(
        "a group for " + who,
        attacker -> attacker.call("PUT", user + "/groups/" + attacker.group(), Map.of()));
    add("unlocking " + who, "DELETE", "/attack-detection/brute-force/users/" + target.id(), null);
    add("removing " + who, "DELETE", user, null);
    if (target.id().startsWith("f:")) {
      onSomebodyByOurCalls(who, target);
    }
  }

  private void onSomebodyByOurCalls(String who, Person target) {
    String user = "/auth-service/users/" + target.id().replaceFirst(".*:", "");
    Map<String, Object> password = Map.of("password", "M1ne-pass-phrase!");
    String by = who + " by a call of ours";
    add("e-mail of " + by, "PATCH", user, Map.of("email", "mine@example.com"));
    add("switching off " + by, "PATCH", user, Map.of("is_active", false));
    add("password among others of " + by, "PATCH", user, password);
    add("removing " + by, "DELETE", user, null);
    add("password of " + by, "PUT", user + "/password", password);
    add("password link of " + by, "POST", user + "/reset-link", null);
    add("actions of " + by, "PUT", user + "/required-actions", Map.of("required_actions", NONE));
    add("a second factor of " + by, "DELETE", user + "/second-factors/x", null);
    add("logging out " + by, "DELETE", user + "/sessions", null);
    add("ending a session of " + by, "DELETE", user + "/sessions/" + scene.session(), null);
    add("unlocking " + by, "DELETE", user + "/lock", null);
    add("groups of " + by, "PATCH", user + "/grants", Map.of("groups", NONE));
  }

  private void onLocksAndSessions() {
    add("ending a session", "DELETE", "/sessions/" + scene.session(), null);
    add(
        "ending an offline session",
        "DELETE",
        "/sessions/" + scene.session() + "?isOffline=true",
        null);
    add("logging everybody out", "POST", "/logout-all", null);
    add("revoking everybody's tokens", "POST", "/push-revocation", null);
    add("unlocking everybody", "DELETE", "/attack-detection/brute-force/users", null);
    add("looking at the users' tables", "POST", "/auth-service/user-model", Map.of());
    add("looking around", "POST", "/auth-service/assessment?source=database", Map.of());
    add(
        "a group for many",
        "POST",
        "/auth-service/bulk",
        Map.of("action", "add_to_group", "group", 1, "ids", List.of(1)));
  }

  private void byRole(String which, Map<String, Object> role) {
    String container =
        role.get("clientRole").equals(true) ? "/clients/" + role.get("containerId") : "/realm";
    List<Map<String, Object>> body = List.of(role);
    add(
        "taking " + which,
        attacker ->
            attacker.call(
                "POST", "/users/" + attacker.self().id() + "/role-mappings" + container, body));
    add(
        "taking " + which + " among others",
        attacker ->
            attacker.call(
                "POST",
                "/users/" + attacker.self().id() + "/role-mappings" + container,
                List.of(attacker.role(), role)));
    add(
        "giving the own group " + which,
        attacker ->
            attacker.call(
                "POST", "/groups/" + attacker.group() + "/role-mappings" + container, body));
    add(
        "composing the own role of " + which,
        attacker ->
            attacker.call(
                "POST", "/roles-by-id/" + attacker.role().get("id") + "/composites", body));
    add(
        "composing the own role by its name of " + which,
        attacker ->
            attacker.call("POST", "/roles/" + attacker.role().get("name") + "/composites", body));
    add("renaming " + which, "PUT", "/roles-by-id/" + role.get("id"), Map.of("name", "renamed"));
    add("removing " + which, "DELETE", "/roles-by-id/" + role.get("id"), null);
    add("emptying " + which, "DELETE", "/roles-by-id/" + role.get("id") + "/composites", NONE);
    add(
        "emptying by the console " + which,
        "POST",
        "/ui-ext/role-mapping-delete/roles/" + role.get("id"),
        NONE);
  }

  private void byGroup(String which, String group) {
    add(
        "joining " + which,
        attacker ->
            attacker.call("PUT", "/users/" + attacker.self().id() + "/groups/" + group, Map.of()));
    add(
        "moving the own group below " + which,
        attacker ->
            attacker.call(
                "POST",
                "/groups/" + group + "/children",
                Map.of("id", attacker.group(), "name", "own")));
    add(
        "a new group below " + which,
        "POST",
        "/groups/" + group + "/children",
        Map.of("name", "new"));
    add("moving away " + which, "POST", "/groups", Map.of("id", group, "name", "moved"));
    add(
        "moving below the own group " + which,
        attacker ->
            attacker.call(
                "POST",
                "/groups/" + attacker.group() + "/children",
                Map.of("id", group, "name", "x")));
    add("renaming " + which, "PUT", "/groups/" + group, Map.of("name", "renamed"));
    add("removing " + which, "DELETE", "/groups/" + group, null);
    add(
        "taking the roles of " + which,
        "DELETE",
        "/groups/" + group + "/role-mappings/realm",
        NONE);
    add("joining everybody to " + which, "PUT", "/default-groups/" + group, Map.of());
    add(
        "a user in " + which,
        attacker ->
            attacker.call(
                "POST",
                "/users",
                Map.of("username", Stage.newName(), "groups", List.of(path(group)))));
  }

  private String path(String group) {
    return scene.stage().get("/groups/" + group).path("path");
  }

  private void byNewThings() {
    Map<String, Object> composite = scene.composite();
    add(
        "a new role composed of a composite",
        attacker ->
            attacker.call(
                "POST",
                "/roles",
                Map.of(
                    "name",
                    Stage.newName(),
                    "composite",
                    true,
                    "composites",
                    Map.of("realm", List.of(composite.get("name"))))));
    add(
        "a new role composed of realm-admin",
        attacker ->
            attacker.call(
                "POST",
                "/roles",
                Map.of(
                    "name",
                    Stage.newName(),
                    "composite",
                    true,
                    "composites",
                    Map.of("client", Map.of(Stage.MANAGEMENT, List.of("realm-admin"))))));
    add(
        "an import",
        attacker ->
            attacker.call(
                "POST",
                "/partialImport",
                Map.of(
                    "ifResourceExists",
                    "SKIP",
                    "users",
                    List.of(
                        Map.of(
                            "username",
                            Stage.newName(),
                            "enabled",
                            true,
                            "clientRoles",
                            Map.of(Stage.MANAGEMENT, List.of("realm-admin")))))));
    add("a workflow", "POST", "/workflows", Map.of("name", "w", "steps", NONE));
    add("an organization", "POST", "/organizations", Map.of("name", Stage.newName()));
    add(
        "a storage of users",
        "POST",
        "/components",
        Map.of(
            "name", "mine",
            "providerId", "ldap",
            "providerType", "org.keycloak.storage.UserStorageProvider"));
    add(
        "a user named like a client's",
        attacker ->
            attacker.call(
                "POST", "/users", Map.of("username", "service-account-" + Stage.newName())));
    String storage =
        scene
            .stage()
            .get("/components?type=org.keycloak.storage.UserStorageProvider")
            .path("[0].id");
    add("another storage", "PUT", "/components/" + storage, Map.of("name", "mine"));
    add("no storage", "DELETE", "/components/" + storage, null);
    add("no imported users", "POST", "/user-storage/" + storage + "/remove-imported-users", null);
    add("removing the realm", "DELETE", "", null);
  }

  private void byFlags() {
    add(
        "becoming a superuser",
        attacker -> attacker.call("PUT", "/users/" + attacker.self().id(), flagged(attacker)));
    add(
        "making a superuser",
        attacker ->
            attacker.call(
                "POST",
                "/users",
                Map.of(
                    "username",
                    Stage.newName(),
                    "enabled",
                    true,
                    "attributes",
                    Map.of("is_superuser", List.of("true")))));
    add(
        "making a superuser by a call of ours",
        attacker ->
            attacker.call(
                "POST",
                "/auth-service/users",
                Map.of("username", Stage.newName(), "is_superuser", true)));
    add("becoming a superuser by a call of ours", Attacks::flaggedByOurs);
  }

  /** A client has no row of its own to flag. */
  private static Response flaggedByOurs(Attacker attacker) {
    String self = attacker.self().id();
    return self.startsWith("f:")
        ? attacker.call(
            "PATCH",
            "/auth-service/users/" + self.replaceFirst(".*:", ""),
            Map.of("is_superuser", true))
        : attacker.call(
            "POST",
            "/auth-service/users",
            Map.of("username", Stage.newName(), "is_superuser", true, "is_staff", true));
  }

  private static Map<String, Object> flagged(Attacker attacker) {
    return Map.of(
        "username",
        attacker.self().name(),
        "email",
        attacker.self().name() + "@example.com",
        "attributes",
        Map.of("is_superuser", List.of("true")));
  }

  private void bySettings() {
    add(
        "defaults of the realm",
        attacker ->
            attacker.call(
                "PUT",
                "",
                Map.of(
                    "defaultGroups", scene.groups().values().stream().map(this::path).toList())));
    add(
        "defaults of the realm by the console",
        attacker ->
            attacker.call(
                "PUT",
                "/ui-ext",
                Map.of(
                    "defaultGroups", scene.groups().values().stream().map(this::path).toList())));
    String management = scene.stage().management();
    add("the client of administration", "DELETE", "/clients/" + management, null);
    add(
        "a role of administration",
        "POST",
        "/clients/" + management + "/roles",
        Map.of("name", "x"));
    Person robot = scene.mighty().get("a client with realm-admin");
    String client = scene.stage().client(robot.name());
    add("the secret of a client", "POST", "/clients/" + client + "/client-secret", null);
    add("reading the secret of a client", "GET", "/clients/" + client + "/client-secret", null);
  }

  /** The same paths as the server may read them otherwise than they are written. */
  private void bySpelling() {
    String id = scene.superuser().id();
    for (String path :
        List.of(
            "/users/" + id + "/logout/",
            "/us%65rs/" + id + "/logout",
            "/users/" + id.replace(":", "%3A") + "/logout",
            "/users/" + id.replace("f", "%66") + "/logout",
            "/users/" + id + ";a=b/logout",
            "/users;a=b/" + id + "/logout",
            "/users/x/../" + id + "/logout",
            "/users/x/%2e%2e/" + id + "/logout",
            "//users/" + id + "/logout")) {
      add("spelling " + path.replace(id, "ID"), "POST", path, null);
    }
    for (String root : List.of("/%61dmin/realms/", "/admin/%72ealms/", "/admin//realms/")) {
      add(
          "spelling " + root,
          attacker ->
              attacker.sent(
                  "POST", root + attacker.stage().realm() + "/users/" + id + "/logout", null));
    }
    add(
        "two bodies in one",
        attacker ->
            attacker.call(
                "POST",
                "/users/" + attacker.self().id() + "/role-mappings/realm",
                "[] [{\"id\":\"%s\",\"name\":\"%s\"}]"
                    .formatted(scene.composite().get("id"), scene.composite().get("name"))));
    add(
        "a role named twice",
        attacker ->
            attacker.call(
                "POST",
                "/users/" + attacker.self().id() + "/role-mappings/realm",
                "[{\"id\":\"%s\",\"name\":\"%s\",\"id\":\"%s\",\"name\":\"%s\"}]"
                    .formatted(
                        attacker.role().get("id"),
                        attacker.role().get("name"),
                        scene.composite().get("id"),
                        scene.composite().get("name"))));
    add("a call of tomorrow", "POST", "/tomorrow", Map.of());
    add("a call of tomorrow to users", "POST", "/users/" + id + "/tomorrow", Map.of());
  }
}
