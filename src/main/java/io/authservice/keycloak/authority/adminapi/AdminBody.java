package io.authservice.keycloak.authority.adminapi;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.authservice.keycloak.authority.FlagNames;
import io.authservice.keycloak.http.routing.ServedRequest;
import jakarta.ws.rs.BadRequestException;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.util.JsonSerialization;

/**
 * What the body of a call to the Admin API names. Keycloak is given what was understood here to
 * read, so that it cannot understand it otherwise.
 */
final class AdminBody {

  private static final ObjectReader WHOLE =
      JsonSerialization.mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final ServedRequest request;
  private @Nullable JsonNode read;

  AdminBody(KeycloakSession session, RealmModel realm, ServedRequest request) {
    this.session = session;
    this.realm = realm;
    this.request = request;
  }

  /** The group whose id the body has; none for a new group. */
  Stream<GroupModel> group() {
    return text("id").map(realm::getGroupById).filter(Objects::nonNull);
  }

  /** The groups that the realm is to have as its defaults and has not yet. */
  Stream<GroupModel> defaultGroups() {
    return elements(json().path("defaultGroups"))
        .map(path -> KeycloakModelUtils.findGroupByPath(session, realm, path.asText()))
        .filter(Objects::nonNull)
        .filter(group -> realm.getDefaultGroupsStream().noneMatch(group::equals));
  }

  /** Every role that an element of the body can mean, by id or by name. */
  Stream<RoleModel> roles(Optional<ClientModel> client) {
    return elements(json())
        .flatMap(
            role ->
                Stream.of(
                    realm.getRoleById(role.path("id").asText()),
                    realm.getRole(role.path("name").asText()),
                    client.map(own -> own.getRole(role.path("name").asText())).orElse(null)))
        .filter(Objects::nonNull);
  }

  /** The roles by name that a new role is to be composed of. */
  Stream<RoleModel> composites() {
    JsonNode composites = json().path("composites");
    Stream<@Nullable RoleModel> ofRealm =
        elements(composites.path("realm")).map(name -> realm.getRole(name.asText()));
    Stream<@Nullable RoleModel> ofClients =
        Stream.of("client", "application")
            .map(composites::path)
            .flatMap(clients -> clients.properties().stream())
            .flatMap(this::ofClient);
    return Stream.concat(ofRealm, ofClients).filter(Objects::nonNull);
  }

  private Stream<@Nullable RoleModel> ofClient(Map.Entry<String, JsonNode> named) {
    ClientModel client = realm.getClientByClientId(named.getKey());
    return client == null
        ? Stream.empty()
        : elements(named.getValue()).map(name -> client.getRole(name.asText()));
  }

  /** Whether a user is to have a flag of Django's that it has not. */
  boolean flags(UserModel user) {
    return FlagNames.ALL.stream()
        .filter(flag -> !Boolean.parseBoolean(user.getFirstAttribute(flag)))
        .flatMap(flag -> elements(json().path("attributes").path(flag)))
        .anyMatch(value -> Boolean.parseBoolean(value.asText()));
  }

  /** A field of the body, if it has it. */
  Stream<String> text(String field) {
    JsonNode value = json().path(field);
    return value.isValueNode() && !value.isNull() ? Stream.of(value.asText()) : Stream.empty();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private JsonNode json() {
    JsonNode known = read;
    if (known == null) {
      known = understood(request.body());
      read = known;
    }
    return known;
  }

  private JsonNode understood(byte[] body) {
    try {
      JsonNode json = WHOLE.readTree(body);
      if (json.isMissingNode()) {
        return json;
      }
      request.replaceBody(JsonSerialization.mapper.writeValueAsBytes(json));
      return json;
    } catch (IOException unreadable) {
      throw new BadRequestException("The body is no JSON", unreadable);
    }
  }
}
