package io.authservice.keycloak.setup;

import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RepresentationToModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPGroup;
import org.keycloak.userprofile.UserProfileProvider;

/** Parts of the template, added to a realm that has none of their names. */
final class TemplateParts {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RealmTemplate template;
  private final String apiClient;

  TemplateParts(
      KeycloakSession session, RealmModel realm, RealmTemplate template, String apiClient) {
    this.session = session;
    this.realm = realm;
    this.template = template;
    this.apiClient = apiClient;
  }

  /** Clients that are there already do not get it. */
  void addClientScope(String name) {
    ClientScopeModel scope =
        RepresentationToModel.createClientScope(realm, template.clientScope(name, apiClient));
    if (template.isDefault(name)) {
      realm.addDefaultClientScope(scope, true);
    } else if (template.isOptional(name)) {
      realm.addDefaultClientScope(scope, false);
    }
  }

  void addClient(String clientId) {
    String name = clientId.equals(apiClient) ? RealmTemplate.API_CLIENT : clientId;
    ClientModel client =
        RepresentationToModel.createClient(
            session, realm, template.client(name, clientId, realm.getName()));
    template.scopeMappings(name).forEach((owner, roles) -> mapRoles(client, owner, roles));
  }

  private void mapRoles(ClientModel client, String owner, List<String> roles) {
    ClientModel holder = realm.getClientByClientId(owner);
    if (holder != null) {
      for (String name : roles) {
        RoleModel role = holder.getRole(name);
        if (role != null) {
          client.addScopeMapping(role);
        }
      }
    }
  }

  /** With the groups they are shown in. */
  void addAttributes(List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    UserProfileProvider profiles = session.getProvider(UserProfileProvider.class);
    UPConfig profile = profiles.getConfiguration().clone();
    UPConfig wanted = template.profile();
    for (String name : names) {
      UPAttribute attribute = wanted.getAttribute(name);
      profile.addOrReplaceAttribute(attribute);
      addGroup(profile, wanted, attribute.getGroup());
    }
    profiles.setConfiguration(profile);
  }

  private static void addGroup(UPConfig profile, UPConfig wanted, String name) {
    boolean isThere = profile.getGroups().stream().map(UPGroup::getName).anyMatch(name::equals);
    if (!isThere) {
      wanted.getGroups().stream()
          .filter(group -> group.getName().equals(name))
          .forEach(profile::addGroup);
    }
  }
}
