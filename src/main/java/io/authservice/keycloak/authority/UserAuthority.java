package io.authservice.keycloak.authority;

import java.util.Set;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** What users hold of {@link AdministrativeRoles}. */
@FunctionalInterface
public interface UserAuthority {

  Set<RoleModel> of(RealmModel realm, UserModel user);
}
