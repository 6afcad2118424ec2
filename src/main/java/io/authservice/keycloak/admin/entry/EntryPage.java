package io.authservice.keycloak.admin.entry;

import io.authservice.keycloak.http.exchange.HtmlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.theme.Theme;

/**
 * Pages of a sentence and some links, in the reader's language; they load nothing and run nothing.
 */
final class EntryPage {

  private static final String MESSAGES = "authServiceEntry";

  private static final String TEMPLATE =
      """
      <!DOCTYPE html>
      <html lang="%1$s">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>%2$s – %3$s</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 40rem; padding: 2rem 1rem; }
      ul { list-style: none; padding: 0; }
      li { margin: 1rem 0; }
      a { font-weight: 600; }
      span { display: block; }
      </style>
      </head>
      <body>
      <main>
      <h1>%2$s</h1>
      <p>%4$s</p>
      <ul>
      %5$s
      </ul>
      </main>
      </body>
      </html>
      """;

  private final KeycloakSession session;
  private final Locale locale;
  private final Properties messages;
  private final Destination description;

  private EntryPage(
      KeycloakSession session, Locale locale, Properties messages, Destination description) {
    this.session = session;
    this.description = description;
    this.locale = locale;
    this.messages = messages;
  }

  /** In the language that the request asks for, with the words of the realm's admin theme. */
  static EntryPage of(KeycloakSession session, Destination description) {
    Locale locale = session.getContext().resolveLocale(null);
    try {
      Theme theme = session.theme().getTheme(Theme.Type.ADMIN);
      return new EntryPage(
          session,
          locale,
          theme.getEnhancedMessages(session.getContext().getRealm(), locale),
          description);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What the server's root says. */
  String start() {
    Map<String, Destination> links = new LinkedHashMap<>();
    links.put("Account", Destination.account());
    links.put("Administration", Destination.page("/"));
    links.put("Api", description);
    links.put("Keycloak", Destination.keycloak(session));
    return page("Start", links);
  }

  /** What there is below {@code /admin/} instead of a page that there is not. */
  String unknown() {
    Map<String, Destination> links = new LinkedHashMap<>();
    links.put("Administration", Destination.page("/"));
    links.put("Account", Destination.account());
    return page("Unknown", links);
  }

  /** What {@code /api/} and {@code /o/} are for. */
  String explained() {
    Map<String, Destination> links = new LinkedHashMap<>();
    links.put("Api", description);
    links.put("Account", Destination.account());
    links.put("Administration", Destination.page("/"));
    return page("Explained", links);
  }

  private String page(String name, Map<String, Destination> links) {
    return TEMPLATE.formatted(
        HtmlText.escaped(locale.toLanguageTag()),
        text(name + "Title"),
        text("Service"),
        text(name + "Text"),
        links.entrySet().stream()
            .map(link -> link(link.getKey(), link.getValue()))
            .collect(Collectors.joining("\n")));
  }

  private String link(String name, Destination to) {
    return "<li><a href=\"%s\">%s</a> <span>%s</span></li>"
        .formatted(
            HtmlText.escaped(to.address(session).toString()),
            text(name + "Link"),
            text(name + "Help"));
  }

  private String text(String key) {
    return HtmlText.escaped(messages.getProperty(MESSAGES + key, key));
  }
}
