package io.authservice.keycloak.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What a step sends; its texts still hold placeholders. */
sealed interface Request {

  /** Whose access token it bears. */
  Optional<String> as();

  /** One request, sent exactly as it is. */
  record Call(
      String method, String target, Optional<String> as, List<Header> headers, RequestBody body)
      implements Request {

    public Call {
      headers = List.copyOf(headers);
    }

    @Override
    public String toString() {
      return method + " " + target;
    }
  }

  /**
   * A browser that is sent to log in and to consent, until it comes back.
   *
   * @param as who logs in
   * @param denies whether the person refuses on the consent page
   */
  record Authorization(JsonNode parameters, Optional<String> as, boolean denies)
      implements Request {

    @Override
    public String toString() {
      return "authorize " + parameters;
    }
  }
}
