/**
 * The options of our providers: what is read of them, and what an operator set that nobody reads.
 *
 * <p>Its doors are {@link io.authservice.keycloak.options.CheckedOptions}, through which a provider
 * reads its options, and {@link io.authservice.keycloak.options.OptionNames}, which holds them
 * against what is set. It knows no option by name.
 */
@NullMarked
package io.authservice.keycloak.options;

import org.jspecify.annotations.NullMarked;
