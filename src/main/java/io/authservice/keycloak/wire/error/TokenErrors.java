package io.authservice.keycloak.wire.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What SimpleJWT refuses of tokens and logins, each a 401 with its wording and code. */
public final class TokenErrors {

  private static final Map<String, String> REFUSED_TOKEN =
      Map.of(
          ApiException.CHALLENGE,
          "Bearer realm=\"api\",error=\"invalid_token\","
              + "error_description=\"The access token is invalid.\"");

  private TokenErrors() {}

  /**
   * 401 for a bearer token under a scheme spelt in another letter case: it is refused as a token,
   * yet counts as no credentials.
   */
  public static ApiException notAuthenticatedRefusedToken() {
    return uncoded(REFUSED_TOKEN, "Authentication credentials were not provided.");
  }

  /** 401 for an access token that is not valid; {@code message} says why. */
  public static ApiException tokenNotValid(String message) {
    Map<String, Object> reason = new LinkedHashMap<>();
    reason.put("token_class", "AccessToken");
    reason.put("token_type", "access");
    reason.put("message", message);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("detail", "Given token not valid for any token type");
    body.put("code", "token_not_valid");
    body.put("messages", List.of(reason));
    return new ApiException(401, REFUSED_TOKEN, body);
  }

  /** 401 for the access token of a deactivated user. */
  public static ApiException userInactive() {
    return coded(REFUSED_TOKEN, "User is inactive", "user_inactive");
  }

  /** 401 for the access token of a user who is gone. */
  public static ApiException userNotFound() {
    return coded(REFUSED_TOKEN, "User not found", "user_not_found");
  }

  /** 401 for a bearer header that is not a scheme and one token. */
  public static ApiException badAuthorizationHeader() {
    return coded(
        ApiException.PLAIN,
        "Authorization header must contain two space-delimited values",
        "bad_authorization_header");
  }

  /** 401 of the token view for wrong credentials or a deactivated user. */
  public static ApiException noActiveAccount() {
    return uncoded(ApiException.PLAIN, "No active account found with the given credentials");
  }

  /**
   * 401 of the token view for right credentials that lack a one-time code.
   *
   * @param factors the types of credentials wanted, if no code will do but only a browser's login
   */
  public static ApiException otpRequired(List<String> factors) {
    return secondFactor("A one-time code is required.", "otp_required", factors);
  }

  /**
   * 401 of the token view for right credentials with a wrong one-time code.
   *
   * @param factors the types of credentials wanted, if no code will do but only a browser's login
   */
  public static ApiException otpInvalid(List<String> factors) {
    return secondFactor("The one-time code is not valid.", "otp_invalid", factors);
  }

  private static ApiException secondFactor(String detail, String code, List<String> factors) {
    if (factors.isEmpty()) {
      return coded(ApiException.PLAIN, detail, code);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("detail", "A second factor is required that only a login with a browser can ask for.");
    body.put("code", code);
    body.put("second_factors", List.copyOf(factors));
    return new ApiException(401, ApiException.PLAIN, body);
  }

  /** 401 of the token view for right credentials of a user who must first do something else. */
  public static ApiException actionRequired(List<String> actions) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("detail", "The account must first be set up by logging in with a browser.");
    body.put("code", "action_required");
    body.put("required_actions", List.copyOf(actions));
    return new ApiException(401, ApiException.PLAIN, body);
  }

  /** 401 of the token views for a token that is not valid; {@code message} says why. */
  public static ApiException refreshTokenNotValid(String message) {
    return coded(ApiException.PLAIN, message, "token_not_valid");
  }

  /** 401 of the refresh view for a sound token whose user is deactivated. */
  public static ApiException noActiveAccountForToken() {
    return uncoded(ApiException.PLAIN, "No active account found for the given token.");
  }

  private static ApiException uncoded(Map<String, String> headers, String detail) {
    return new ApiException(401, headers, Map.of("detail", detail));
  }

  private static ApiException coded(Map<String, String> headers, String detail, String code) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("detail", detail);
    body.put("code", code);
    return new ApiException(401, headers, body);
  }
}
