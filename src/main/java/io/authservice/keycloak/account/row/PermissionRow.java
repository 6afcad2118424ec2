package io.authservice.keycloak.account.row;

/** A row of {@code auth_permission}. */
public record PermissionRow(long id, String name, long contentTypeId, String codename) {}
