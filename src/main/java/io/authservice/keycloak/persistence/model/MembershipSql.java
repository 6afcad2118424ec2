package io.authservice.keycloak.persistence.model;

/**
 * What reads memberships.
 *
 * @param name the expression of a name
 * @param rows tables, and behind a {@code where} the condition that their rows are a user's
 */
public record MembershipSql(String name, String rows) {}
