/**
 * The user model of a Django project as a setting tells it: which column, joined table, constant or
 * condition each field of the user comes from, and what that is in SQL.
 *
 * <p>Its door is {@link io.authservice.keycloak.persistence.model.UserModel}. It knows no database
 * and no Hibernate: text goes in, SQL comes out.
 */
@NullMarked
package io.authservice.keycloak.persistence.model;

import org.jspecify.annotations.NullMarked;
