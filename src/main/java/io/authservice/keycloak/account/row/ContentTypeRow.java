package io.authservice.keycloak.account.row;

/** A row of {@code django_content_type}: the model of an application that permissions are about. */
public record ContentTypeRow(long id, String appLabel, String model) {}
