/**
 * Django's groups below {@code /admin/realms/<realm>/auth-service/groups}.
 *
 * <p>Its door is {@link io.authservice.keycloak.admin.group.GroupsResource}. It does not know how
 * groups are kept.
 */
@NullMarked
package io.authservice.keycloak.admin.group;

import org.jspecify.annotations.NullMarked;
