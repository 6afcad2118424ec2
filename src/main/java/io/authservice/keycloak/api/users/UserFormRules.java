package io.authservice.keycloak.api.users;

/**
 * What a user form depends on besides the request.
 *
 * @param emailRequired whether a user must have an e-mail address
 * @param callerIsStaff whether the caller may set the active and staff flags
 */
public record UserFormRules(boolean emailRequired, boolean callerIsStaff) {}
