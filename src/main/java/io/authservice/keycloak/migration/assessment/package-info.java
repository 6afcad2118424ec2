/**
 * One look at a Django service before it is moved: what of it moves and how, what does not and why,
 * and what to set.
 *
 * <p>Its door is {@link io.authservice.keycloak.migration.assessment.Assessment}. It writes
 * nothing, opens no database, and keeps neither secrets nor names.
 */
@NullMarked
package io.authservice.keycloak.migration.assessment;

import org.jspecify.annotations.NullMarked;
