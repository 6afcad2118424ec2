package io.authservice.keycloak.api.view;

import io.authservice.keycloak.authority.Caller;
import io.authservice.keycloak.http.exchange.ApiRequest;
import java.util.List;
import java.util.Optional;

/** One resource of the API, as Django REST framework's views are. */
public interface View {

  ViewName name();

  /** In the order of the {@code Allow} header. */
  List<String> allowedMethods();

  /** Whether the request's credentials are looked at: the token views look at none. */
  boolean authenticates();

  /**
   * Whether a caller may use a method here at all, whatever it is aimed at.
   *
   * @param caller empty for a request without credentials
   */
  boolean isOpenTo(Optional<Caller> caller, String method);

  /** Whether there is something here that the caller could send the form for. */
  boolean describesForm(Optional<Caller> caller);

  /** Whether a refusal still keeps what was written, such as the count of failed logins. */
  boolean keepsWritesOfRefusals();

  /**
   * Answers an allowed method other than OPTIONS; HEAD arrives as GET.
   *
   * @throws io.authservice.keycloak.wire.error.ApiException for every refusal
   */
  Answer handle(ApiRequest request, Optional<Caller> caller);
}
