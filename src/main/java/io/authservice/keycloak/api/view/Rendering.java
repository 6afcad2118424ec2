package io.authservice.keycloak.api.view;

import java.util.List;

/** How an answer is written. The order is the order of preference. */
enum Rendering {
  JSON("application/json", "json", "application/json"),
  HTML("text/html", "api", "text/html; charset=utf-8"),
  YAML("application/yaml", "yaml", "application/yaml"),
  OPENAPI_YAML("application/vnd.oai.openapi", "yaml", "application/vnd.oai.openapi; charset=utf-8"),
  OPENAPI_JSON("application/vnd.oai.openapi+json", "json", "application/vnd.oai.openapi+json");

  /** What every view can be read as. */
  static final List<Rendering> OF_VIEWS = List.of(JSON, HTML);

  /** What the OpenAPI document can be read as: the media types of drf-spectacular. */
  static final List<Rendering> OF_DOCUMENTS = List.of(values());

  private final String mediaType;
  private final String format;
  private final String contentType;

  Rendering(String mediaType, String format, String contentType) {
    this.mediaType = mediaType;
    this.format = format;
    this.contentType = contentType;
  }

  String mediaType() {
    return mediaType;
  }

  String format() {
    return format;
  }

  /** The answer's Content-Type. */
  String contentType() {
    return contentType;
  }
}
