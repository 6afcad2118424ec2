/** The themes' pages and the consoles in a real browser, used as a person would. */
@NullMarked
package io.authservice.keycloak.browser;

import org.jspecify.annotations.NullMarked;
