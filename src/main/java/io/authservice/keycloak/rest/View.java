package io.authservice.keycloak.rest;

import io.authservice.keycloak.wire.ViewName;
import java.util.List;
import java.util.Optional;

/** One resource of the API, as Django REST framework's views are. */
interface View {

  ViewName name();

  /** In the order of the {@code Allow} header. */
  List<String> allowedMethods();

  /** Whether the request's credentials are looked at: the token views look at none. */
  boolean authenticates();

  /** Whether a request without credentials may use a method. */
  boolean isOpenTo(String method);

  /** Whether the caller could send the view's form, so that OPTIONS describes its fields. */
  boolean describesForm(Optional<Caller> caller);

  /** Whether a refusal still keeps what was written, such as the count of failed logins. */
  boolean keepsWritesOfRefusals();

  /**
   * Answers an allowed method other than OPTIONS; HEAD arrives as GET.
   *
   * @throws io.authservice.keycloak.wire.ApiException for every refusal
   */
  Answer handle(ApiRequest request, Optional<Caller> caller);
}
