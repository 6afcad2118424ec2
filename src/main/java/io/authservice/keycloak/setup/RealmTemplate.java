package io.authservice.keycloak.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.util.JsonSerialization;

/** The realm template, which comes with the JAR: what a realm is given that serves the API. */
final class RealmTemplate {

  /** The client that stands for the API, where the server is told of no other. */
  static final String API_CLIENT = "auth-service-api";

  private static final String RESOURCE = "/auth-service-realm/auth-service-realm.json";

  /** Below which the template's own addresses are. */
  private static final String OWN_PATH = "/realms/auth-service/";

  private static final String AUDIENCE = "included.client.audience";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode realm;

  private RealmTemplate(JsonNode realm) {
    this.realm = realm;
  }

  static RealmTemplate read() {
    try (InputStream resource = RealmTemplate.class.getResourceAsStream(RESOURCE)) {
      return new RealmTemplate(JSON.readTree(resource));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Names of its clients, in its order. */
  List<String> clients() {
    return texts(realm.path("clients"), "clientId");
  }

  /** Names of the client scopes that are not Keycloak's own, in its order. */
  List<String> clientScopes() {
    return texts(realm.path("clientScopes"), "name");
  }

  /** Names of the attributes that its user profile declares, in its order. */
  List<String> attributes() {
    return profile().getAttributes().stream().map(UPAttribute::getName).toList();
  }

  /**
   * A client as another realm gets it: with addresses below that realm.
   *
   * @param name the template's
   * @param clientId what it is called there
   */
  ClientRepresentation client(String name, String clientId, String realmName) {
    String path = UriBuilder.fromPath("{realm}").build(realmName).getRawPath();
    ClientRepresentation client =
        read(
            entry("clients", "clientId", name)
                .toString()
                .replace(OWN_PATH, "/realms/" + path + "/"),
            ClientRepresentation.class);
    client.setClientId(clientId);
    return client;
  }

  /**
   * A client scope, with the audience of another client that stands for the API.
   *
   * @param apiClient that client
   */
  ClientScopeRepresentation clientScope(String name, String apiClient) {
    ClientScopeRepresentation scope =
        read(entry("clientScopes", "name", name).toString(), ClientScopeRepresentation.class);
    List<ProtocolMapperRepresentation> mappers = scope.getProtocolMappers();
    if (mappers != null) {
      mappers.forEach(mapper -> mapper.getConfig().replace(AUDIENCE, API_CLIENT, apiClient));
    }
    return scope;
  }

  /** Whether clients made later get a client scope by default. */
  boolean isDefault(String clientScope) {
    return holds("defaultDefaultClientScopes", clientScope);
  }

  /** Whether clients made later may ask for a client scope. */
  boolean isOptional(String clientScope) {
    return holds("defaultOptionalClientScopes", clientScope);
  }

  private boolean holds(String list, String name) {
    return realm.path(list).valueStream().anyMatch(entry -> entry.asText().equals(name));
  }

  /** Roles of Keycloak's own clients that the tokens of a client may hold, by those clients. */
  Map<String, List<String>> scopeMappings(String clientId) {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    realm
        .path("clientScopeMappings")
        .properties()
        .forEach(
            mapping ->
                mapping
                    .getValue()
                    .valueStream()
                    .filter(entry -> entry.path("client").asText().equals(clientId))
                    .forEach(
                        entry ->
                            roles.put(
                                mapping.getKey(),
                                entry.path("roles").valueStream().map(JsonNode::asText).toList())));
    return roles;
  }

  /** The user profile. Keycloak keeps it as a text within the settings of a component. */
  UPConfig profile() {
    return read(
        realm
            .path("components")
            .path("org.keycloak.userprofile.UserProfileProvider")
            .path(0)
            .path("config")
            .path("kc.user.profile.config")
            .path(0)
            .asText(),
        UPConfig.class);
  }

  private JsonNode entry(String list, String member, String name) {
    return realm
        .path(list)
        .valueStream()
        .filter(object -> object.path(member).asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static <T> T read(String text, Class<T> type) {
    try {
      return JsonSerialization.readValue(text, type);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> texts(JsonNode objects, String member) {
    return objects.valueStream().map(object -> object.path(member).asText()).toList();
  }
}
