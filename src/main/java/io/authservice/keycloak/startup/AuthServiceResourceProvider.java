package io.authservice.keycloak.startup;

import io.authservice.keycloak.api.view.ApiResource;
import org.keycloak.services.resource.RealmResourceProvider;

/** The API of one request. */
final class AuthServiceResourceProvider implements RealmResourceProvider {

  private final ApiResource resource;

  AuthServiceResourceProvider(ApiResource resource) {
    this.resource = resource;
  }

  @Override
  public Object getResource() {
    return resource;
  }

  @Override
  public void close() {}
}
