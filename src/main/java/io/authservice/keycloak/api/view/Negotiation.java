package io.authservice.keycloak.api.view;

import io.authservice.keycloak.wire.body.MediaType;
import io.authservice.keycloak.wire.error.ApiException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how an answer is written, by the rules of Django REST framework's default content
 * negotiation: more specific ranges first, then the server's order; qualities are not looked at.
 */
public final class Negotiation {

  private static final int MOST_SPECIFIC = 3;
  private static final int MAX_INDENT = 8;

  /**
   * Chooses the rendering.
   *
   * @param offered what there is to choose from, in the server's order
   * @param acceptHeader the Accept header, several joined by commas; null when there is none
   * @param formatParam the last {@code format} query parameter; null when there is none
   * @throws ApiException 404 for an unknown format, 406 when no rendering is acceptable
   */
  Rendering negotiate(
      List<Rendering> offered, @Nullable String acceptHeader, @Nullable String formatParam) {
    return choose(offered, acceptHeader, formatParam).rendering();
  }

  /**
   * How many spaces a JSON answer is indented by, 0 to 8, where 0 is none: the {@code indent}
   * parameter of the accepted media range.
   *
   * @throws ApiException as {@link #negotiate} does
   */
  public int indent(@Nullable String acceptHeader, @Nullable String formatParam) {
    return choose(Rendering.OF_VIEWS, acceptHeader, formatParam)
        .range()
        .parameter("indent")
        .map(Negotiation::indent)
        .orElse(0);
  }

  private static int indent(String parameter) {
    try {
      return Math.max(0, Math.min(MAX_INDENT, Integer.parseInt(parameter.strip())));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  private static Choice choose(
      List<Rendering> offered, @Nullable String acceptHeader, @Nullable String formatParam) {
    List<Rendering> renderings = renderings(offered, formatParam == null ? "" : formatParam);
    List<MediaType> ranges =
        Arrays.stream((acceptHeader == null ? "*/*" : acceptHeader).split(",", -1))
            .map(String::strip)
            .map(MediaType::parse)
            .toList();
    for (int precedence = MOST_SPECIFIC; precedence >= 0; precedence--) {
      for (Rendering rendering : renderings) {
        for (MediaType range : ranges) {
          if (range.precedence() == precedence
              && MediaType.parse(rendering.mediaType()).matches(range)) {
            return new Choice(rendering, range);
          }
        }
      }
    }
    throw ApiException.notAcceptable();
  }

  private static List<Rendering> renderings(List<Rendering> offered, String format) {
    if (format.isEmpty()) {
      return offered;
    }
    List<Rendering> named = offered.stream().filter(r -> r.format().equals(format)).toList();
    if (named.isEmpty()) {
      throw ApiException.notFound();
    }
    return named;
  }

  private record Choice(Rendering rendering, MediaType range) {}
}
