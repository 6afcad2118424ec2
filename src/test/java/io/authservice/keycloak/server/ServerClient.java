package io.authservice.keycloak.server;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Requests with JSON to one server, from nobody, a bearer or the master realm's administrator. */
public final class ServerClient {

  private final String baseUrl;
  private final KeptToken masterToken = new KeptToken();

  public ServerClient(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public RequestSpecification anonymous() {
    return given().baseUri(baseUrl).contentType(ContentType.JSON);
  }

  public RequestSpecification as(String token) {
    return anonymous().header("Authorization", "Bearer " + token);
  }

  public RequestSpecification asMaster() {
    return as(masterToken.get(this::newMasterToken));
  }

  private String newMasterToken() {
    return nativeLogin(
            "master",
            "admin-cli",
            TestSettings.MASTER_ADMIN_NAME,
            TestSettings.MASTER_ADMIN_PASSWORD)
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** A password grant at Keycloak's own token endpoint. */
  public Response nativeLogin(String realm, String client, String username, String password) {
    return given()
        .baseUri(baseUrl)
        .formParams(
            Map.of(
                "grant_type", "password",
                "client_id", client,
                "username", username,
                "password", password))
        .post("/realms/" + realm + "/protocol/openid-connect/token");
  }
}
