package io.authservice.keycloak.api.view;

/** How an answer is written. The order is the order of preference. */
enum Rendering {
  JSON("application/json", "json", "application/json"),
  HTML("text/html", "api", "text/html; charset=utf-8");

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
  public String contentType() {
    return contentType;
  }
}
