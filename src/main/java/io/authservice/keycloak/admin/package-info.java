/**
 * What administrators call below {@code /admin/realms/<realm>/auth-service/}: users, groups,
 * grants, imports.
 *
 * <p>Its door is {@link io.authservice.keycloak.admin.AdminProviderFactory}, a provider of
 * Keycloak's. It writes nothing itself: it asks the storage, and the authority room whether it may.
 */
@NullMarked
package io.authservice.keycloak.admin;

import org.jspecify.annotations.NullMarked;
