package io.authservice.keycloak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.authservice.keycloak.http.ClientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDocumentTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiDocument document = new ApiDocument(EnumSet.allOf(ClientCalls.class));

  @Test
  void isAnOpenApiDocument() throws IOException {
    try (InputStream resource =
        ApiDocumentTest.class.getResourceAsStream("/openapi/oas-3.1-schema.json")) {
      Schema schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(JSON.readTree(resource));
      JsonNode content = JSON.valueToTree(document.content());

      assertThat(schema.validate(content)).isEmpty();
      assertThat(schema.validate(JSON.readTree("{\"openapi\": \"3.1.0\"}"))).isNotEmpty();
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    JsonNode content = JSON.valueToTree(document.content());

    assertThat(content.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(content.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
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
    List<String> names = JSON.valueToTree(document.content()).findValuesAsText("operationId");

    assertThat(names).isNotEmpty().doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/users/{id}/", "/api/users/7", "/api/users/a/", "/api/", "/"})
  void knowsNoOtherPath(String path) {
    assertThat(document.template(path)).isEmpty();
  }
}
