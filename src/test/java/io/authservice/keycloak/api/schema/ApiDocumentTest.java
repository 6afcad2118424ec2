package io.authservice.keycloak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.authservice.keycloak.api.attribute.RecordShape;
import io.authservice.keycloak.api.attribute.RecordShape.Shown;
import io.authservice.keycloak.api.attribute.ValueForm;
import io.authservice.keycloak.http.ClientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDocumentTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SERVER = "https://auth.example.com/realms/a%20b/auth-service";

  private static final RecordShape SHAPE =
      new RecordShape(
          ValueForm.UUID,
          List.of(
              new Shown("seen_at", ValueForm.MOMENT, false),
              new Shown("options", ValueForm.JSON, true)));

  private final ApiDocument document =
      new ApiDocument(EnumSet.allOf(ClientCalls.class), Optional.empty());

  @Test
  void isAnOpenApiDocument() throws IOException {
    try (InputStream resource =
        ApiDocumentTest.class.getResourceAsStream("/openapi/oas-3.1-schema.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(JSON.readTree(resource));

      assertThat(schema.validate(document.content(SERVER, RecordShape.DJANGO))).isEmpty();
      assertThat(schema.validate(document.content(SERVER, SHAPE))).isEmpty();
      assertThat(schema.validate(JSON.readTree("{\"openapi\": \"3.1.0\"}"))).isNotEmpty();
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    JsonNode content = document.content(SERVER, RecordShape.DJANGO);

    assertThat(content.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(content.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void tellsTheServerItIsAskedOfAndKeepsNothingOfIt() {
    document.content("https://other.example", SHAPE);
    JsonNode content = document.content(SERVER, RecordShape.DJANGO);
    JsonNode login = content.at("/components/securitySchemes/oauth2/flows/authorizationCode");

    assertThat(content.path("servers")).hasSize(1);
    assertThat(content.at("/servers/0/url").asText()).isEqualTo(SERVER);
    assertThat(login.path("authorizationUrl").asText()).isEqualTo(SERVER + "/o/authorize/");
    assertThat(login.path("tokenUrl").asText()).isEqualTo(SERVER + "/o/token/");
    assertThat(login.path("refreshUrl").asText()).isEqualTo(SERVER + "/o/token/");
  }

  @Test
  void tellsWhatTheRealmsUsersAreAndKeepsNothingOfIt() {
    JsonNode schemas = document.content(SERVER, SHAPE).at("/components/schemas");

    assertThat(schemas.get("UserId").toString())
        .isEqualTo("{\"type\":\"string\",\"format\":\"uuid\"}");
    for (String user : List.of("User", "Me")) {
      assertThat(schemas.at("/" + user + "/properties/id/$ref").asText()).endsWith("/UserId");
      assertThat(schemas.at("/" + user + "/properties/seen_at").toString())
          .isEqualTo("{\"type\":[\"string\",\"null\"],\"format\":\"date-time\"}");
      assertThat(schemas.at("/" + user + "/properties/options").toString())
          .isEqualTo("{\"readOnly\":true}");
      assertThat(schemas.at("/" + user + "/required").toString())
          .endsWith(",\"seen_at\",\"options\"]");
    }
    for (String body : List.of("NewUser", "UserChanges")) {
      assertThat(schemas.at("/" + body + "/properties").has("seen_at")).isTrue();
      assertThat(schemas.at("/" + body + "/properties").has("options")).isFalse();
    }
    assertThat(document.content(SERVER, RecordShape.DJANGO).toString())
        .doesNotContain("seen_at", "\"uuid\"")
        .contains("\"UserId\":{\"type\":\"integer\",\"format\":\"int64\"}");
  }

  /** Generated clients name their methods and types by these. */
  @Test
  void operationsAndSchemasHaveNames() {
    assertThat(documented().map(operation -> operation.content().path("operationId").asText()))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("[a-z][a-zA-Z]+"));
    assertThat(document.content(SERVER, RecordShape.DJANGO).findValues("application/json"))
        .isNotEmpty()
        .allSatisfy(body -> assertThat(body.path("schema").has("$ref")).as("%s", body).isTrue());
  }

  /** Where a caller is asked who it is, it can be refused. */
  @Test
  void refusalsAreDescribed() {
    documented()
        .filter(operation -> operation.path().matches("/(api|auth)/.*"))
        .forEach(
            operation -> {
              JsonNode statuses = operation.content().path("responses");
              assertThat(statuses.has("403")).as("%s 403", operation).isTrue();
              assertThat(statuses.has("503")).as("%s 503", operation).isTrue();
              if (operation.content().path("security").size() > 0) {
                assertThat(statuses.has("401")).as("%s 401", operation).isTrue();
              }
              if (operation.content().has("requestBody")) {
                assertThat(statuses.has("400")).as("%s 400", operation).isTrue();
                assertThat(statuses.has("413")).as("%s 413", operation).isTrue();
                assertThat(statuses.has("415")).as("%s 415", operation).isTrue();
              }
              if (operation.path().contains("{id}")) {
                assertThat(statuses.has("404")).as("%s 404", operation).isTrue();
              }
            });
  }

  private record Operation(String path, String method, JsonNode content) {}

  /** Those of the API; what is below {@code /o/} is Keycloak's own. */
  private Stream<Operation> documented() {
    return document
        .content(SERVER, RecordShape.DJANGO)
        .path("paths")
        .propertyStream()
        .filter(path -> !path.getKey().startsWith("/o/"))
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .filter(operation -> operation.getValue().has("responses"))
                    .map(
                        operation ->
                            new Operation(
                                path.getKey(), operation.getKey(), operation.getValue())));
  }

  @Test
  void tellsOfCookiesWhereTokensAreInThem() {
    JsonNode content =
        new ApiDocument(EnumSet.allOf(ClientCalls.class), Optional.of("app-auth"))
            .content(SERVER, RecordShape.DJANGO);

    assertThat(content.at("/components/securitySchemes/cookie/name").asText())
        .isEqualTo("app-auth");
    assertThat(content.at("/paths/~1auth~1me~1/get/security/1").toString())
        .isEqualTo("{\"cookie\":[]}");
    assertThat(content.at("/paths/~1dj-rest-auth~1user~1/patch/security/1").toString())
        .isEqualTo("{\"cookie\":[],\"csrf\":[]}");
    assertThat(content.at("/paths/~1o~1userinfo~1/get/security")).hasSize(1);
    assertThat(content.at("/paths/~1api~1token~1/post/security")).isEmpty();
    assertThat(document.content(SERVER, RecordShape.DJANGO).toString()).doesNotContain("csrf");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/users/, /api/users/",
    "/api/users/7/, /api/users/{id}/",
    "/api/users/99999999999999999999/, /api/users/{id}/",
    "/o/.well-known/jwks.json/, /o/.well-known/jwks.json/",
    "/dj-rest-auth/login/, /dj-rest-auth/login/"
  })
  void tellsTheTemplateOfAPath(String path, String template) {
    assertThat(document.template(path)).contains(template);
  }

  @Test
  void hasEachOperationUnderANameOfItsOwn() {
    List<String> names =
        JSON.valueToTree(document.content(SERVER, RecordShape.DJANGO))
            .findValuesAsText("operationId");

    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/users/{id}/", "/api/users/7", "/api/users/a/", "/api/", "/"})
  void knowsNoOtherPath(String path) {
    assertThat(document.template(path)).isEmpty();
  }
}
