/** Whether the pages of the documentation say what is so. */
@NullMarked
package io.authservice.keycloak.documentation;

import org.jspecify.annotations.NullMarked;
