package io.authservice.keycloak.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A signed token (RFC 7515 compact form) to look into and to tamper with. */
public final class Jwt {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String header;
  private final String payload;
  private final String signature;

  private Jwt(String header, String payload, String signature) {
    this.header = header;
    this.payload = payload;
    this.signature = signature;
  }

  public static Jwt of(String compact) {
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a signed token");
    }
    return new Jwt(parts[0], parts[1], parts[2]);
  }

  public JsonNode header() {
    return decoded(header);
  }

  public JsonNode claims() {
    return decoded(payload);
  }

  /** A claim's value as text; empty if there is none. */
  public String claim(String name) {
    return claims().path(name).asText();
  }

  public String algorithm() {
    return decoded(header).path("alg").asText();
  }

  /** The same token with one claim replaced, its signature left as it was. */
  public String with(String claim, Object value) {
    ObjectNode claims = decoded(payload);
    claims.putPOJO(claim, value);
    return header + "." + encoded(claims) + "." + signature;
  }

  /** The same token with one bit of its signature flipped. */
  public String withAlteredSignature() {
    byte[] bytes = Base64.getUrlDecoder().decode(signature);
    bytes[0] ^= 1;
    return header
        + "."
        + payload
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public String withoutSignature() {
    return header + "." + payload + ".";
  }

  /** The same claims under a header that says they need no signature. */
  public String unsigned(String algorithm) {
    ObjectNode unsigned = JSON.createObjectNode().put("alg", algorithm).put("typ", "JWT");
    return encoded(unsigned) + "." + payload + ".";
  }

  private static ObjectNode decoded(String part) {
    try {
      return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(ObjectNode part) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(JSON.writeValueAsString(part).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
