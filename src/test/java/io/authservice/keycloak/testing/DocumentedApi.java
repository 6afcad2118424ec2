package io.authservice.keycloak.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The API as its OpenAPI document has it. As a filter it holds every answer of a documented
 * operation to the document: the status must be there, and a JSON body must be valid against its
 * schema.
 */
public final class DocumentedApi implements Filter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode document = read("auth-service");
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  /**
   * The API with calls of libraries beside its own.
   *
   * @param libraries as the option names them
   */
  public DocumentedApi(String... libraries) {
    for (String library : libraries) {
      JsonNode part = read(library);
      ((ObjectNode) document.get("paths")).setAll((ObjectNode) part.get("paths"));
      if (part.at("/components/schemas") instanceof ObjectNode schemas) {
        ((ObjectNode) document.at("/components/schemas")).setAll(schemas);
      }
    }
  }

  private static JsonNode read(String name) {
    try (InputStream resource =
        DocumentedApi.class.getResourceAsStream("/openapi/" + name + ".json")) {
      return JSON.readTree(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode document() {
    return document;
  }

  /** The methods in upper case of each path. */
  public Map<String, Set<String>> operations() {
    Map<String, Set<String>> operations = new TreeMap<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (operation.getValue().has("responses")) {
                            operations
                                .computeIfAbsent(
                                    path.getKey(), key -> new ConcurrentSkipListSet<>())
                                .add(operation.getKey().toUpperCase(Locale.ROOT));
                          }
                        }));
    return operations;
  }

  /** What was answered so far, as method, path and status. */
  public Set<String> seen() {
    return seen;
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expectations,
      FilterContext context) {
    Response answer = context.next(request, expectations);
    String path = URI.create(request.getURI()).getRawPath();
    template(path.replaceFirst("^/realms/[^/]+/auth-service", ""))
        .ifPresent(template -> check(template, request.getMethod(), answer));
    return answer;
  }

  private Optional<String> template(String path) {
    String template = path.replaceFirst("^/api/users/[0-9]+/$", "/api/users/{id}/");
    return Optional.of(template).filter(document.get("paths")::has);
  }

  private void check(String template, String method, Response answer) {
    JsonNode operation = document.get("paths").get(template).get(method.toLowerCase(Locale.ROOT));
    if (operation == null) {
      return;
    }
    String where = method + " " + template + " " + answer.statusCode();
    JsonNode documented =
        resolved(operation.get("responses").path(Integer.toString(answer.statusCode())));
    assertThat(documented.isMissingNode()).as(where + " is not documented").isFalse();
    seen.add(where);
    boolean json = String.valueOf(answer.contentType()).startsWith("application/json");
    if (json && !answer.asString().isEmpty()) {
      JsonNode schema = documented.path("content").path("application/json").path("schema");
      assertThat(schema.isMissingNode()).as(where + " is documented without a body").isFalse();
      validate(where, schema, answer.asString());
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
  }

  /** What a schema refers to lies among the document's components. */
  private void validate(String where, JsonNode schema, String body) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    try {
      assertThat(SCHEMAS.getSchema(whole).validate(JSON.readTree(body)))
          .as("%s: %s", where, body)
          .isEmpty();
    } catch (JsonProcessingException e) {
      throw new AssertionError(where + " is no JSON: " + body, e);
    }
  }
}
