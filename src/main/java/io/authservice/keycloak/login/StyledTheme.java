package io.authservice.keycloak.login;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;
import org.keycloak.theme.Theme;

/** A theme with more of its own style sheets than it says. */
final class StyledTheme implements Theme {

  private static final String STYLES = "styles";

  private final Theme theme;
  private final List<String> more;

  StyledTheme(Theme theme, List<String> more) {
    this.theme = theme;
    this.more = List.copyOf(more);
  }

  @Override
  public Properties getProperties() throws IOException {
    Properties properties = new Properties();
    properties.putAll(theme.getProperties());
    properties.setProperty(
        STYLES,
        Stream.concat(Stream.of(properties.getProperty(STYLES, "")), more.stream())
            .collect(Collectors.joining(" "))
            .strip());
    return properties;
  }

  @Override
  public String getName() {
    return theme.getName();
  }

  @Override
  public String getParentName() {
    return theme.getParentName();
  }

  @Override
  public String getImportName() {
    return theme.getImportName();
  }

  @Override
  public Type getType() {
    return theme.getType();
  }

  @Override
  public URL getTemplate(String name) throws IOException {
    return theme.getTemplate(name);
  }

  @Override
  public InputStream getResourceAsStream(String path) throws IOException {
    return theme.getResourceAsStream(path);
  }

  @Override
  public Properties getMessages(Locale locale) throws IOException {
    return theme.getMessages(locale);
  }

  @Override
  public Properties getMessages(String bundle, Locale locale) throws IOException {
    return theme.getMessages(bundle, locale);
  }

  @Override
  public Properties getEnhancedMessages(RealmModel realm, Locale locale) throws IOException {
    return theme.getEnhancedMessages(realm, locale);
  }
}
