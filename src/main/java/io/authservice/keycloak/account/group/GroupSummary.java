package io.authservice.keycloak.account.group;

/**
 * A group in a list.
 *
 * @param permissions how many it gives
 * @param members how many accounts are in it
 */
public record GroupSummary(long id, String name, int permissions, int members) {}
