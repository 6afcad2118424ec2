package io.authservice.keycloak.api.users;

/**
 * What an operator chose about users.
 *
 * @param emailRequired whether a user must have an e-mail
 * @param listParameters whether the list heeds search, filters, order and pages
 * @param listMaxLimit the most users a page holds
 */
public record UserOptions(boolean emailRequired, boolean listParameters, int listMaxLimit) {}
