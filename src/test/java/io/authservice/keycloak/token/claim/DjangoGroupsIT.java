package io.authservice.keycloak.token.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.server.TestSettings;
import io.authservice.keycloak.testing.PostgresKeycloak;
import io.authservice.keycloak.testing.TimedClient;
import io.authservice.keycloak.testing.TimedClient.Answer;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Django's groups and permissions at {@code /auth/me/}, in tokens and in the admin console. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DjangoGroupsIT {

  private static final String OPTION = "--spi-realm-restapi-extension--auth-service--";
  private static final String PASSWORD = "tr0mb0ne-quartet";

  @AutoClose private PostgresKeycloak stack;
  private TimedClient client;
  private String admin = "";

  @BeforeAll
  void start() {
    stack =
        PostgresKeycloak.start(
            "groups", List.of(OPTION + "me-permissions=true", OPTION + "me-groups=true"));
    client = stack.client();
    String root = client.loginAsSuperuser().access();
    for (String name : List.of("ada", "bob")) {
      Answer created =
          client.send(
              "POST",
              "/api/users/",
              root,
              Map.of("username", name, "email", name + "@example.com", "password", PASSWORD));
      assertThat(created.status()).as("%s", created).isEqualTo(201);
    }
    stack.execute(
        "insert into django_content_type (id, app_label, model) values (1, 'shop', 'order');"
            + "insert into auth_permission (id, name, content_type_id, codename) values"
            + " (1, 'Can add order', 1, 'add_order'), (2, 'Can view order', 1, 'view_order'),"
            + " (3, 'Can delete order', 1, 'delete_order');"
            + "insert into auth_group (id, name) values (1, 'Writers'), (2, 'Éditeurs');"
            + "select setval(pg_get_serial_sequence('auth_group', 'id'), 2);"
            + "insert into auth_group_permissions (group_id, permission_id) values (1, 2), (2, 2);"
            + "insert into users_user_groups (user_id, group_id)"
            + " select id, g from users_user, generate_series(1, 2) g where username = 'ada';"
            + "insert into users_user_user_permissions (user_id, permission_id)"
            + " select id, 1 from users_user where username = 'ada'");
  }

  @BeforeEach
  void refreshAdmin() {
    admin = stack.masterToken();
  }

  @Test
  void meTellsWhatTheLaterServiceTold() {
    Answer me = client.get("/auth/me/", client.login("ada", PASSWORD).access());

    assertThat(me.body())
        .startsWith("{\"id\":")
        .endsWith(
            "\"username\":\"ada\",\"email\":\"ada@example.com\",\"first_name\":\"\","
                + "\"last_name\":\"\",\"is_active\":true,\"is_staff\":false,\"is_superuser\":false,"
                + "\"permissions\":["
                + "{\"id\":1,\"codename\":\"add_order\",\"name\":\"Can add order\","
                + "\"content_type__app_label\":\"shop\"},"
                + "{\"id\":2,\"codename\":\"view_order\",\"name\":\"Can view order\","
                + "\"content_type__app_label\":\"shop\"}],"
                + "\"groups\":[\"Writers\",\"Éditeurs\"]}");
  }

  @Test
  void aSuperuserIsToldOnlyWhatItWasGiven() {
    JsonNode me = client.get("/api/auth/me/", client.loginAsSuperuser().access()).json();

    assertThat(me.get("is_superuser").booleanValue()).isTrue();
    assertThat(me.get("permissions")).isEmpty();
    assertThat(me.get("groups")).isEmpty();
  }

  @Test
  void meIsDescribedAsBefore() {
    Answer described =
        client.send("OPTIONS", "/auth/me/", client.login("ada", PASSWORD).access(), Map.of());

    assertThat(described.json().has("actions")).isFalse();
    assertThat(described.json().get("name").textValue()).isEqualTo("Me");
  }

  @Test
  void tokensCarryGroupsAndPermissionsOnDemandOnly() {
    String secretless = clientWithScopes("shop-app");

    JsonNode plain = claims(secretless, "ada", PASSWORD, "");
    assertThat(plain.has("groups")).isFalse();
    assertThat(plain.has("permissions")).isFalse();

    JsonNode full = claims(secretless, "ada", PASSWORD, "openid groups permissions");
    assertThat(texts(full.get("groups"))).containsExactly("Writers", "Éditeurs");
    assertThat(texts(full.get("permissions"))).containsExactly("shop.add_order", "shop.view_order");

    JsonNode root =
        claims(
            secretless,
            TestSettings.SUPERUSER_NAME,
            TestSettings.SUPERUSER_PASSWORD,
            "groups permissions");
    assertThat(texts(root.get("permissions")))
        .containsExactly("shop.add_order", "shop.delete_order", "shop.view_order");
    assertThat(root.has("groups")).isFalse();
  }

  @Test
  void userinfoAndIdTokenCarryThemToo() throws IOException {
    String id = clientWithScopes("shop-web");
    JsonNode tokens = grant(id, "ada", PASSWORD, "openid groups permissions");

    assertThat(texts(payload(tokens.get("id_token").textValue()).get("groups"))).hasSize(2);
    JsonNode userinfo =
        client
            .get(
                "/realms/auth-service/protocol/openid-connect/userinfo",
                tokens.get("access_token").textValue())
            .json();
    assertThat(texts(userinfo.get("groups"))).containsExactly("Writers", "Éditeurs");
    assertThat(texts(userinfo.get("permissions"))).hasSize(2);
  }

  @Test
  void theUsersPageShowsGroupsThatNobodyCanEditThere() {
    JsonNode ada = client.admin("/users?username=ada&exact=true", admin).json().get(0);
    String path = "/users/" + ada.get("id").textValue();
    JsonNode before = client.admin(path, admin).json();
    assertThat(texts(before.get("attributes").get("django_groups")))
        .containsExactly("Writers", "Éditeurs");

    Answer forged =
        client.send(
            "PUT",
            "/admin/realms/auth-service" + path,
            admin,
            Map.of(
                "username", "ada", "attributes", Map.of("django_groups", List.of("Superheroes"))));

    assertThat(forged.status()).as("%s", forged).isIn(204, 400);
    assertThat(texts(client.admin(path, admin).json().get("attributes").get("django_groups")))
        .containsExactly("Writers", "Éditeurs");
  }

  @Test
  void administratorsFindUsersByDjangoGroup() {
    JsonNode found = client.admin("/users?q=django_groups:Writers", admin).json();

    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("username").textValue()).isEqualTo("ada");
    assertThat(client.admin("/users?q=django_groups:Nobody", admin).json()).isEmpty();
  }

  /** No cache of users stands between a change and the next request or token. */
  @Test
  void meAndTokensShowAtOnceWhatIsGivenAndTaken() {
    String base = "/admin/realms/auth-service/auth-service/";
    String app = clientWithScopes("shop-live");
    long bob =
        client
            .get("/auth/me/", client.login("bob", PASSWORD).access())
            .json()
            .get("id")
            .longValue();
    Answer group =
        client.send(
            "POST", base + "groups", admin, Map.of("name", "Packers", "permissions", List.of(3)));
    assertThat(group.status()).as("%s", group).isEqualTo(201);
    String access = client.login("bob", PASSWORD).access();
    assertThat(client.get("/auth/me/", access).json().get("groups")).isEmpty();

    client.send(
        "PATCH",
        base + "users/" + bob + "/grants",
        admin,
        Map.of(
            "groups", List.of(group.json().get("id").longValue()), "user_permissions", List.of(1)));

    JsonNode me = client.get("/auth/me/", access).json();
    assertThat(texts(me.get("groups"))).containsExactly("Packers");
    assertThat(me.get("permissions")).hasSize(2);
    JsonNode claims = claims(app, "bob", PASSWORD, "groups permissions");
    assertThat(texts(claims.get("groups"))).containsExactly("Packers");
    assertThat(texts(claims.get("permissions")))
        .containsExactly("shop.add_order", "shop.delete_order");

    client.send("DELETE", base + "groups/" + group.json().get("id"), admin, Map.of());

    assertThat(client.get("/auth/me/", access).json().get("groups")).isEmpty();
    assertThat(claims(app, "bob", PASSWORD, "groups permissions").has("groups")).isFalse();
  }

  /** A public client that may ask for both scopes. */
  private String clientWithScopes(String clientId) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("clientId", clientId);
    fields.put("publicClient", true);
    fields.put("directAccessGrantsEnabled", true);
    fields.put("defaultClientScopes", List.of("basic", "auth-service"));
    fields.put("optionalClientScopes", List.of("groups", "permissions"));
    Answer created = client.send("POST", "/admin/realms/auth-service/clients", admin, fields);
    assertThat(created.status()).as("%s", created).isEqualTo(201);
    return clientId;
  }

  private JsonNode claims(String clientId, String username, String password, String scope) {
    return payload(grant(clientId, username, password, scope).get("access_token").textValue());
  }

  private JsonNode grant(String clientId, String username, String password, String scope) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "password");
    form.put("client_id", clientId);
    form.put("username", username);
    form.put("password", password);
    if (!scope.isEmpty()) {
      form.put("scope", scope);
    }
    Answer answer = client.form("/realms/auth-service/protocol/openid-connect/token", form);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode payload(String jwt) {
    try {
      return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::textValue).toList();
  }
}
