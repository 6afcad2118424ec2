package io.authservice.keycloak.rest;

import io.authservice.keycloak.wire.ViewName;
import java.util.List;
import java.util.Optional;

/** What SimpleJWT's views share: POST only, and no look at the caller's credentials. */
abstract class TokenView implements View {

  private final ViewName name;

  TokenView(ViewName name) {
    this.name = name;
  }

  abstract Answer post(ApiRequest request);

  @Override
  public final ViewName name() {
    return name;
  }

  @Override
  public final List<String> allowedMethods() {
    return List.of("POST", "OPTIONS");
  }

  @Override
  public final boolean authenticates() {
    return false;
  }

  @Override
  public final boolean isOpenTo(Optional<Caller> caller, String method) {
    return true;
  }

  @Override
  public final boolean describesForm(Optional<Caller> caller) {
    return true;
  }

  @Override
  public final boolean keepsWritesOfRefusals() {
    return true;
  }

  @Override
  public final Answer handle(ApiRequest request, Optional<Caller> caller) {
    return post(request);
  }
}
