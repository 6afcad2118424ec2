package io.authservice.keycloak.admin.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.authservice.keycloak.setup.MissingParts;
import io.authservice.keycloak.token.legacy.OldTokenUse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The status as it is sent.
 *
 * @param version of the extension
 * @param keycloak its version
 * @param imports the latest, the newest first
 * @param limits by the names of the options; null where there is none
 */
@JsonPropertyOrder({"version", "keycloak", "realm", "databases", "old_tokens", "imports", "limits"})
record StatusRecord(
    @JsonProperty("version") String version,
    @JsonProperty("keycloak") String keycloak,
    @JsonProperty("realm") Setup realm,
    @JsonProperty("databases") List<Database> databases,
    @JsonProperty("old_tokens") List<OldToken> oldTokens,
    @JsonProperty("imports") List<Map<String, Object>> imports,
    @JsonProperty("limits") Map<String, @Nullable Object> limits) {

  /**
   * The realm, held against the template.
   *
   * @param serves whether the API can be served
   */
  @JsonPropertyOrder({"name", "serves", "missing"})
  record Setup(
      @JsonProperty("name") String name,
      @JsonProperty("serves") boolean serves,
      @JsonProperty("missing") Missing missing) {

    static Setup of(String realm, MissingParts missing) {
      return new Setup(
          realm,
          !missing.keepsTheApiFromServing(),
          new Missing(
              missing.storage(),
              missing.clients(),
              missing.clientScopes(),
              missing.profileAttributes()));
    }
  }

  /** What the realm lacks. */
  @JsonPropertyOrder({"storage", "clients", "client_scopes", "profile_attributes"})
  record Missing(
      @JsonProperty("storage") boolean storage,
      @JsonProperty("clients") List<String> clients,
      @JsonProperty("client_scopes") List<String> clientScopes,
      @JsonProperty("profile_attributes") List<String> profileAttributes) {}

  /**
   * A database that keeps users of the realm.
   *
   * @param component the id of the storage
   * @param bridged whether it is a Django service's
   * @param reachable null while it is not known
   */
  @JsonPropertyOrder({"component", "bridged", "reachable", "missing_indexes"})
  record Database(
      @JsonProperty("component") String component,
      @JsonProperty("bridged") boolean bridged,
      @JsonProperty("reachable") @Nullable Boolean reachable,
      @JsonProperty("missing_indexes") List<String> missingIndexes) {}

  /**
   * A kind of tokens of the old service that are still taken.
   *
   * @param until as an ISO 8601 moment
   * @param uses on this node since it started
   */
  @JsonPropertyOrder({"kind", "until", "uses"})
  record OldToken(
      @JsonProperty("kind") String kind,
      @JsonProperty("until") String until,
      @JsonProperty("uses") long uses) {

    static OldToken of(OldTokenUse use) {
      return new OldToken(use.kind(), use.until().toString(), use.uses());
    }
  }
}
