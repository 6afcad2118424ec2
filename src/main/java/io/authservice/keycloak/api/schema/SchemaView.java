package io.authservice.keycloak.api.schema;

import io.authservice.keycloak.api.attribute.RecordShape;
import io.authservice.keycloak.api.view.Answer;
import io.authservice.keycloak.api.view.View;
import io.authservice.keycloak.api.view.ViewName;
import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /api/schema/}: the API's OpenAPI document, for everyone. */
public final class SchemaView implements View {

  private final ApiDocument document;
  private final Supplier<RecordShape> shape;

  /**
   * The document for a realm.
   *
   * @param shape of the realm's users
   */
  public SchemaView(ApiDocument document, Supplier<RecordShape> shape) {
    this.document = document;
    this.shape = shape;
  }

  @Override
  public ViewName name() {
    return ViewName.SCHEMA;
  }

  @Override
  public List<String> allowedMethods() {
    return List.of("GET", "HEAD", "OPTIONS");
  }

  @Override
  public boolean authenticates() {
    return false;
  }

  @Override
  public boolean isOpenTo(Optional<Caller> caller, String method) {
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
  public Answer handle(ApiRequest request, Optional<Caller> caller) {
    return Answer.ok(document.content(request.server(), shape.get()));
  }
}
