package io.authservice.keycloak.setup;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.storage.settings.StorageComponents;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.util.JsonSerialization;

/** One realm, held against the template. */
public final class RealmSetup {

  private static final ObjectMapper JSON = JsonSerialization.mapper;

  private final KeycloakSession session;
  private final RealmModel realm;
  private final String apiClient;

  /**
   * The set-up of a realm, which must be the session's.
   *
   * @param apiClient the client that stands for the API
   */
  public RealmSetup(KeycloakSession session, RealmModel realm, String apiClient) {
    this.session = session;
    this.realm = realm;
    this.apiClient = apiClient;
  }

  /** Whether the realm has what the API cannot do without. Asks no database beyond the caches. */
  boolean canServe() {
    return hasStorage() && hasApiClient();
  }

  private boolean hasStorage() {
    return StorageComponents.keepUsersOf(realm);
  }

  private boolean hasApiClient() {
    return realm.getClientByClientId(apiClient) != null;
  }

  /** All that is missing. */
  public MissingParts missing() {
    RealmTemplate template = RealmTemplate.read();
    return new MissingParts(
        !hasStorage(),
        !hasApiClient(),
        template.clients().stream()
            .map(name -> name.equals(RealmTemplate.API_CLIENT) ? apiClient : name)
            .filter(name -> realm.getClientByClientId(name) == null)
            .toList(),
        without(
            template.clientScopes(), realm.getClientScopesStream().map(ClientScopeModel::getName)),
        without(template.attributes(), attributes()));
  }

  /** Adds what is missing but the storage, which the operator chooses. Changes nothing else. */
  public void add(MissingParts missing) {
    TemplateParts parts = new TemplateParts(session, realm, RealmTemplate.read(), apiClient);
    missing.clientScopes().forEach(parts::addClientScope);
    missing.clients().forEach(parts::addClient);
    parts.addAttributes(missing.profileAttributes());
  }

  /** Names of attributes that the realm declares otherwise than the template. */
  public List<String> differentAttributes() {
    UPConfig profile = session.getProvider(UserProfileProvider.class).getConfiguration();
    return RealmTemplate.read().profile().getAttributes().stream()
        .filter(
            wanted -> {
              UPAttribute there = profile.getAttribute(wanted.getName());
              return there != null && !JSON.valueToTree(there).equals(JSON.valueToTree(wanted));
            })
        .map(UPAttribute::getName)
        .toList();
  }

  private Stream<String> attributes() {
    return session
        .getProvider(UserProfileProvider.class)
        .getConfiguration()
        .getAttributes()
        .stream()
        .map(UPAttribute::getName);
  }

  private static List<String> without(List<String> wanted, Stream<String> there) {
    Set<String> names = there.collect(Collectors.toSet());
    return wanted.stream().filter(name -> !names.contains(name)).toList();
  }
}
