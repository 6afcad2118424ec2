/**
 * Users below {@code /admin/realms/<realm>/auth-service/users}: the list, one user, what it was
 * given and what goes with it.
 *
 * <p>Its door is {@link io.authservice.keycloak.admin.user.UsersResource}. It writes nothing
 * itself: users are written as the API writes them, by Keycloak's user model.
 */
@NullMarked
package io.authservice.keycloak.admin.user;

import org.jspecify.annotations.NullMarked;
