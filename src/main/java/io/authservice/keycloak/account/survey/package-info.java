/**
 * What a look at a Django service's tables finds, before anything of them is moved.
 *
 * <p>Its door is {@link io.authservice.keycloak.account.survey.Survey}. It knows no database, no
 * dump, and not what any of it means.
 */
@NullMarked
package io.authservice.keycloak.account.survey;

import org.jspecify.annotations.NullMarked;
