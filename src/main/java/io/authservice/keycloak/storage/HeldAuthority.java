package io.authservice.keycloak.storage;

import io.authservice.keycloak.authority.Authority;
import io.authservice.keycloak.authority.UserAuthority;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** What users hold: of ours in one statement, of others as Keycloak has it. */
final class HeldAuthority implements UserAuthority {

  private final KeycloakSession session;

  HeldAuthority(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public Set<RoleModel> of(RealmModel realm, UserModel user) {
    return new RealmAccounts(session, realm)
        .storageOf(user.getId())
        .flatMap(storage -> storage.administrativeRoles(user.getId()))
        .orElseGet(
            () ->
                new Authority(session, realm)
                    .administrative(user.getRoleMappingsStream(), user.getGroupsStream()));
  }
}
