package io.authservice.keycloak.wire.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.authservice.keycloak.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ApiExceptionTest {

  private static final String PLAIN = "Bearer realm=\"api\"";
  private static final String REFUSED =
      "Bearer realm=\"api\",error=\"invalid_token\","
          + "error_description=\"The access token is invalid.\"";

  static Stream<Arguments> challenges() {
    return Stream.of(
        arguments(
            ApiException.notAuthenticated(),
            PLAIN,
            "{'detail':'Authentication credentials were not provided.'}"),
        arguments(
            TokenErrors.notAuthenticatedRefusedToken(),
            REFUSED,
            "{'detail':'Authentication credentials were not provided.'}"),
        arguments(
            TokenErrors.tokenNotValid("Token is invalid"),
            REFUSED,
            "{'detail':'Given token not valid for any token type','code':'token_not_valid',"
                + "'messages':[{'token_class':'AccessToken','token_type':'access',"
                + "'message':'Token is invalid'}]}"),
        arguments(
            TokenErrors.userInactive(),
            REFUSED,
            "{'detail':'User is inactive','code':'user_inactive'}"),
        arguments(
            TokenErrors.userNotFound(),
            REFUSED,
            "{'detail':'User not found','code':'user_not_found'}"),
        arguments(
            TokenErrors.badAuthorizationHeader(),
            PLAIN,
            "{'detail':'Authorization header must contain two space-delimited values',"
                + "'code':'bad_authorization_header'}"),
        arguments(
            TokenErrors.noActiveAccount(),
            PLAIN,
            "{'detail':'No active account found with the given credentials'}"),
        arguments(
            TokenErrors.otpRequired(List.of()),
            PLAIN,
            "{'detail':'A one-time code is required.','code':'otp_required'}"),
        arguments(
            TokenErrors.otpInvalid(List.of()),
            PLAIN,
            "{'detail':'The one-time code is not valid.','code':'otp_invalid'}"),
        arguments(
            TokenErrors.otpRequired(List.of("webauthn")),
            PLAIN,
            "{'detail':'A second factor is required that only a login with a browser can ask for.',"
                + "'code':'otp_required','second_factors':['webauthn']}"),
        arguments(
            TokenErrors.actionRequired(List.of("UPDATE_PASSWORD", "VERIFY_EMAIL")),
            PLAIN,
            "{'detail':'The account must first be set up by logging in with a browser.',"
                + "'code':'action_required',"
                + "'required_actions':['UPDATE_PASSWORD','VERIFY_EMAIL']}"),
        arguments(
            TokenErrors.refreshTokenNotValid("Token has wrong type"),
            PLAIN,
            "{'detail':'Token has wrong type','code':'token_not_valid'}"),
        arguments(
            TokenErrors.noActiveAccountForToken(),
            PLAIN,
            "{'detail':'No active account found for the given token.'}"));
  }

  @ParameterizedTest
  @MethodSource("challenges")
  void challenges(ApiException refused, String challenge, String body) {
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers()).isEqualTo(Map.of("WWW-Authenticate", challenge));
    assertThat(json(refused)).isEqualTo(body);
  }

  @Test
  void aMissingScopeIsNamedInTheChallenge() {
    ApiException refused = ApiException.insufficientScope("write");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.headers())
        .isEqualTo(
            Map.of(
                "WWW-Authenticate",
                "Bearer realm=\"api\",error=\"insufficient_scope\",scope=\"write\""));
    assertThat(refused.body()).isEqualTo(ApiException.permissionDenied().body());
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(ApiException.badRequest("bad"), 400, "bad", "invalid"),
        arguments(ApiException.parseError("bad"), 400, "bad", "parse_error"),
        arguments(
            ApiException.permissionDenied(),
            403,
            "You do not have permission to perform this action.",
            "permission_denied"),
        arguments(
            ApiException.readOnly(),
            403,
            "The users of this realm are read-only here.",
            "read_only"),
        arguments(ApiException.notFound(), 404, "Not found.", "not_found"),
        arguments(
            ApiException.noUserMatches(), 404, "No User matches the given query.", "not_found"),
        arguments(
            ApiException.methodNotAllowed("PUT"),
            405,
            "Method \\\"PUT\\\" not allowed.",
            "method_not_allowed"),
        arguments(
            ApiException.notAcceptable(),
            406,
            "Could not satisfy the request Accept header.",
            "not_acceptable"),
        arguments(
            ApiException.bodyIncomplete(),
            408,
            "The request body did not arrive in full.",
            "incomplete"),
        arguments(
            ApiException.overtaken(),
            409,
            "Somebody else changed this at the same moment. Try again.",
            "conflict"),
        arguments(ApiException.payloadTooLarge(), 413, "Request body is too large.", "too_large"),
        arguments(
            ApiException.unsupportedMediaType("text/plain; a=b"),
            415,
            "Unsupported media type \\\"text/plain; a=b\\\" in request.",
            "unsupported_media_type"),
        arguments(ApiException.serverError(), 500, "A server error occurred.", "error"),
        arguments(
            ApiException.unavailable(),
            503,
            "Service temporarily unavailable, try again later.",
            "unavailable"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refuses(ApiException refused, int status, String detail, String code) {
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.headers()).isEmpty();
    assertThat(json(refused)).isEqualTo("{'detail':'" + detail + "'}");
    assertThat(json(refused.codedBody()))
        .isEqualTo("{'detail':'" + detail + "','code':'" + code + "'}");
  }

  @ParameterizedTest
  @CsvSource({"0,0 seconds", "1,1 second", "2,2 seconds", "1000,1000 seconds"})
  void saysWhenToTryAgain(int seconds, String spelling) {
    ApiException throttled = ApiException.throttled(seconds);

    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.headers()).isEqualTo(Map.of("Retry-After", Integer.toString(seconds)));
    assertThat(json(throttled))
        .isEqualTo("{'detail':'Request was throttled. Expected available in " + spelling + ".'}");
  }

  @Test
  void listsFieldErrorsInOrder() {
    FieldErrors errors =
        FieldErrors.none()
            .with("username", ErrorCode.BLANK, "b")
            .with("email", ErrorCode.INVALID, "c")
            .merge(FieldErrors.none().with("username", ErrorCode.UNIQUE, "a"));

    assertThat(json(ApiException.validation(errors)))
        .isEqualTo("{'username':['b','a'],'email':['c']}");
    assertThat(ApiException.validation(errors).status()).isEqualTo(400);
    assertThat(json(ApiException.nonField("no"))).isEqualTo("{'non_field_errors':['no']}");
  }

  @Test
  void carriesCodesForThoseWhoAskForThem() {
    FieldErrors errors =
        FieldErrors.none()
            .with("username", ErrorCode.MAX_LENGTH, "b")
            .with("email", ErrorCode.INVALID, "c")
            .with("username", ErrorCode.UNIQUE, "a");

    assertThat(json(ApiException.validation(errors).codedBody()))
        .isEqualTo(
            "{'username':['b','a'],'email':['c'],"
                + "'codes':{'username':['max_length','unique'],'email':['invalid']}}");
    assertThat(json(ApiException.conflict(ErrorCode.IN_USE, "No.").codedBody()))
        .isEqualTo("{'detail':'No.','code':'in_use'}");
    assertThat(json(ApiException.conflict(ErrorCode.IN_USE, "No.").body()))
        .isEqualTo("{'detail':'No.'}");
    assertThat(TokenErrors.userInactive().codedBody()).isEqualTo(TokenErrors.userInactive().body());
  }

  @Test
  void carriesNoStackTrace() {
    assertThat(ApiException.notFound().getStackTrace()).isEmpty();
  }

  private static String json(ApiException refused) {
    return json(refused.body());
  }

  private static String json(Object body) {
    String json = new String(new JsonWriter().write(body), StandardCharsets.UTF_8);
    return json.replace("\\\"", "\\~").replace('"', '\'').replace("\\~", "\\\"");
  }
}
