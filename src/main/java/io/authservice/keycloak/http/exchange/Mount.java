package io.authservice.keycloak.http.exchange;

import jakarta.ws.rs.core.Response;

/** What is served below a path of the API's without being one of its views. */
public interface Mount {

  boolean serves(ApiRequest request);

  /**
   * Answers a request that it serves.
   *
   * @throws io.authservice.keycloak.wire.error.ApiException as the API refuses, 404 among others
   */
  Response answer(ApiRequest request);
}
