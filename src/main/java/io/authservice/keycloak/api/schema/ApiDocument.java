package io.authservice.keycloak.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authservice.keycloak.api.attribute.RecordShape;
import io.authservice.keycloak.http.ApiPath;
import io.authservice.keycloak.http.ClientCalls;
import io.authservice.keycloak.http.exchange.BrowserCookies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
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

  /** Below which no cookie is looked at. */
  private static final String KEYCLOAKS_OWN = "/o/";

  private static final String COOKIE = "cookie";
  private static final String CSRF = "csrf";

  /** The addresses of a login, which stand in the resource without the server's own. */
  private static final List<String> OF_A_LOGIN =
      List.of("authorizationUrl", "tokenUrl", "refreshUrl");

  /** The schema of users' ids, to which all others refer. */
  private static final String ID = "/components/schemas/UserId";

  /** Schemas of a user as it is told; each has every attribute that is shown. */
  private static final List<String> RECORDS = List.of("User", "Me");

  /** Schemas of what is sent of a user; each has the attributes that are written. */
  private static final List<String> BODIES = List.of("NewUser", "UserChanges");

  private final ObjectNode content;
  private final Set<String> paths;
  private final List<Template> templates;

  private record Template(String text, Pattern pattern) {

    /** Ids are the only parameters that paths have. */
    private static Template of(String text) {
      return new Template(
          text, Pattern.compile(text.replace("{id}", "(?:" + ApiPath.USER_ID + ")")));
    }
  }

  /** Of the API's own calls alone. */
  ApiDocument() {
    this(Set.of(), Optional.empty());
  }

  /**
   * Reads the document.
   *
   * @param clientCalls libraries whose calls are switched on
   * @param cookie name of the one that holds an access token, where browsers have one
   */
  public ApiDocument(Set<ClientCalls> clientCalls, Optional<String> cookie) {
    content = read(RESOURCE);
    clientCalls.forEach(library -> merge(content, read(OF_A_LIBRARY.formatted(library.text()))));
    cookie.ifPresent(this::describeCookies);
    Set<String> documented =
        content.path("paths").propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    templates = documented.stream().filter(path -> path.contains("{")).map(Template::of).toList();
    paths =
        documented.stream()
            .filter(path -> !path.contains("{"))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Members of objects come beside those that are there; nothing is there twice. */
  private static void merge(ObjectNode whole, ObjectNode part) {
    part.properties()
        .forEach(
            member -> {
              JsonNode known = whole.get(member.getKey());
              if (known instanceof ObjectNode object
                  && member.getValue() instanceof ObjectNode members) {
                merge(object, members);
              } else if (known instanceof ArrayNode some
                  && member.getValue() instanceof ArrayNode others) {
                some.addAll(others);
              } else {
                whole.set(member.getKey(), member.getValue());
              }
            });
  }

  /**
   * Whatever takes a bearer token takes it from the cookie, and a proof where it changes something.
   */
  private void describeCookies(String name) {
    ObjectNode schemes = content.withObject("/components/securitySchemes");
    schemes.set(COOKIE, key("cookie", name, "The access token, where a browser keeps it"));
    schemes.set(
        CSRF,
        key(
            "header",
            BrowserCookies.CSRF_HEADER,
            "The value of the cookie " + BrowserCookies.CSRF));
    content
        .path("paths")
        .propertyStream()
        .filter(path -> !path.getKey().startsWith(KEYCLOAKS_OWN))
        .forEach(path -> offerCookies(path.getValue()));
  }

  private static ObjectNode key(String in, String name, String description) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "apiKey")
        .put("in", in)
        .put("name", name)
        .put("description", description);
  }

  private static void offerCookies(JsonNode path) {
    path.properties()
        .forEach(
            operation -> {
              if (operation.getValue().path("security") instanceof ArrayNode ways
                  && ways.valueStream().anyMatch(way -> way.has("bearer"))) {
                ObjectNode way = ways.addObject();
                way.putArray(COOKIE);
                if (!operation.getKey().equals("get")) {
                  way.putArray(CSRF);
                }
              }
            });
  }

  private static ObjectNode read(String name) {
    try (InputStream resource = ApiDocument.class.getResourceAsStream(name)) {
      return new ObjectMapper().readValue(resource, ObjectNode.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * The document, as it is told at an address.
   *
   * @param server what the paths are below, without a slash at its end
   * @param users the shape of the realm's users
   */
  JsonNode content(String server, RecordShape users) {
    ObjectNode told = content.deepCopy();
    told.withObject("/servers/0").put("url", server);
    ObjectNode login =
        told.withObject("/components/securitySchemes/oauth2/flows/authorizationCode");
    OF_A_LOGIN.forEach(name -> login.put(name, server + login.path(name).asText()));
    describe(users, told);
    return told;
  }

  private static void describe(RecordShape users, ObjectNode told) {
    told.withObject(ID).removeAll().setAll(users.id().schema());
    for (RecordShape.Shown attribute : users.attributes()) {
      for (String name : RECORDS) {
        ObjectNode schema = schema(told, name);
        schema.withObject("/properties").set(attribute.name(), attribute.schema());
        schema.withArray("/required").add(attribute.name());
      }
      if (!attribute.readOnly()) {
        BODIES.forEach(
            name ->
                schema(told, name)
                    .withObject("/properties")
                    .set(attribute.name(), attribute.schema()));
      }
    }
  }

  private static ObjectNode schema(ObjectNode told, String name) {
    return told.withObject("/components/schemas/" + name);
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
