package io.authservice.keycloak.api.schema;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.http.ClientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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

  /** What is there as well where a library's calls are switched on. */
  private static final String OF_A_LIBRARY = "/openapi/%s.json";

  private final Map<String, Object> content;
  private final Set<String> paths;
  private final List<Template> templates;

  private record Template(String text, Pattern pattern) {

    /** Ids are the only parameters that paths have. */
    private static Template of(String text) {
      return new Template(text, Pattern.compile(text.replace("{id}", "[0-9]+")));
    }
  }

  /** Of the API's own calls alone. */
  ApiDocument() {
    this(Set.of());
  }

  /**
   * Reads the document.
   *
   * @param clientCalls libraries whose calls are switched on
   */
  public ApiDocument(Set<ClientCalls> clientCalls) {
    content = read(RESOURCE);
    clientCalls.forEach(library -> merge(content, read(OF_A_LIBRARY.formatted(library.text()))));
    Set<String> documented =
        ((Map<?, ?>) Objects.requireNonNull(content.get("paths")))
            .keySet().stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    templates = documented.stream().filter(path -> path.contains("{")).map(Template::of).toList();
    paths =
        documented.stream()
            .filter(path -> !path.contains("{"))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Members of objects come beside those that are there; nothing is there twice. */
  private static void merge(Map<String, Object> whole, Map<?, ?> part) {
    part.forEach(
        (name, value) -> {
          Object known = whole.get(name.toString());
          if (known instanceof Map<?, ?> && value instanceof Map<?, ?> members) {
            @SuppressWarnings("unchecked") // Jackson reads objects so
            Map<String, Object> object = (Map<String, Object>) known;
            merge(object, members);
          } else if (known instanceof List<?> some && value instanceof List<?> others) {
            List<Object> all = new ArrayList<>(some);
            all.addAll(others);
            whole.put(name.toString(), all);
          } else {
            whole.put(name.toString(), value);
          }
        });
  }

  private static Map<String, Object> read(String name) {
    try (InputStream resource = ApiDocument.class.getResourceAsStream(name)) {
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
