package io.authservice.keycloak.api.view;

import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import java.util.List;
import java.util.Optional;

/** A call for everyone, with whatever it needs in its body: POST only. */
public abstract class PostView implements View {

  private final ViewName name;

  protected PostView(ViewName name) {
    this.name = name;
  }

  protected abstract Answer post(ApiRequest request);

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
  public boolean describesForm(Optional<Caller> caller) {
    return false;
  }

  @Override
  public boolean keepsWritesOfRefusals() {
    return false;
  }

  @Override
  public final Answer handle(ApiRequest request, Optional<Caller> caller) {
    return post(request);
  }
}
