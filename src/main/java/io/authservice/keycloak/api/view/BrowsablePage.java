package io.authservice.keycloak.api.view;

import io.authservice.keycloak.http.exchange.HtmlText;
import io.authservice.keycloak.wire.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Shows an API answer to people: one HTML page that loads nothing and runs nothing, with the
 * request line, the status, the headers and the body as indented JSON.
 */
public final class BrowsablePage {

  private static final int INDENT = 4;

  private static final String TEMPLATE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>%1$s \u2013 Auth Service</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
      pre { border: 1px solid; padding: 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
      </style>
      </head>
      <body>
      <main>
      <h1>%1$s</h1>
      <p>%2$s</p>
      <h2>Request</h2>
      <pre>%3$s %4$s</pre>
      <h2>Answer</h2>
      <pre tabindex="0" role="region" aria-label="Answer"><strong>HTTP %5$d</strong>
      %6$s
      %7$s</pre>
      <p>This page shows the token of no account. <a href="%8$s">Log in to your account</a></p>
      </main>
      </body>
      </html>
      """;

  private final JsonWriter json;

  /** Uses the writer for the body. */
  public BrowsablePage(JsonWriter json) {
    this.json = json;
  }

  /**
   * The page, in UTF-8.
   *
   * @param body the answer's body; an empty mapping or string shows as such
   * @param login the address at which people log in
   */
  public byte[] render(
      ViewName view,
      String method,
      String path,
      int status,
      Map<String, String> headers,
      Object body,
      String login) {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    String content = new String(json.write(body, INDENT), StandardCharsets.UTF_8);
    return TEMPLATE
        .formatted(
            HtmlText.escaped(view.human()),
            HtmlText.escaped(view.description()),
            HtmlText.escaped(method),
            HtmlText.escaped(path),
            status,
            HtmlText.escaped(lines.toString()),
            HtmlText.escaped(content),
            HtmlText.escaped(login))
        .getBytes(StandardCharsets.UTF_8);
  }
}
