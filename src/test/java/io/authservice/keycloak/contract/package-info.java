/**
 * What the old service answered, as recorded in {@code src/test/contract/}, and the player that
 * asks a server the same. Its door is {@link io.authservice.keycloak.contract.RecordedAnswersIT}.
 */
@NullMarked
package io.authservice.keycloak.contract;

import org.jspecify.annotations.NullMarked;
