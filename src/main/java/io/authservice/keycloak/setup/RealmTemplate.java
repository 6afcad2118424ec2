package io.authservice.keycloak.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The realm template, which comes with the JAR: what a realm is given that serves the API. */
final class RealmTemplate {

  /** The client that stands for the API, where the server is told of no other. */
  static final String API_CLIENT = "auth-service-api";

  private static final String RESOURCE = "/auth-service-realm/auth-service-realm.json";

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
    return texts(profile().path("attributes"), "name");
  }

  /** Keycloak keeps the profile as a text within the settings of a component. */
  private JsonNode profile() {
    String text =
        realm
            .path("components")
            .path("org.keycloak.userprofile.UserProfileProvider")
            .path(0)
            .path("config")
            .path("kc.user.profile.config")
            .path(0)
            .asText();
    try {
      return JSON.readTree(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<String> texts(JsonNode objects, String member) {
    return objects.valueStream().map(object -> object.path(member).asText()).toList();
  }
}
