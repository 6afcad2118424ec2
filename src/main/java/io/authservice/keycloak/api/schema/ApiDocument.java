package io.authservice.keycloak.api.schema;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The API's OpenAPI document (version 3.1), which comes with the JAR. It names every endpoint, and
 * so tells which one a path belongs to.
 */
public final class ApiDocument {

  private static final String RESOURCE = "/openapi/auth-service.json";

  private final Map<String, Object> content;
  private final Set<String> paths;
  private final List<Template> templates;

  private record Template(String text, Pattern pattern) {

    /** Ids are the only parameters that paths have. */
    private static Template of(String text) {
      return new Template(text, Pattern.compile(text.replace("{id}", "[0-9]+")));
    }
  }

  /** Reads the document. */
  public ApiDocument() {
    content = read();
    Set<String> documented =
        ((Map<?, ?>) Objects.requireNonNull(content.get("paths")))
            .keySet().stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    templates = documented.stream().filter(path -> path.contains("{")).map(Template::of).toList();
    paths =
        documented.stream()
            .filter(path -> !path.contains("{"))
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, Object> read() {
    try (InputStream resource = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper()
          .readValue(resource, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The document as JSON has it. */
  Map<String, Object> content() {
    return content;
  }

  /**
   * The template of a path; empty if nothing is documented there.
   *
   * @param path below the mount point, with leading and trailing slash
   */
  public Optional<String> template(String path) {
    return paths.contains(path)
        ? Optional.of(path)
        : templates.stream()
            .filter(template -> template.pattern().matcher(path).matches())
            .map(Template::text)
            .findFirst();
  }
}
