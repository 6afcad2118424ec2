package io.authservice.keycloak.rolling;

import io.authservice.keycloak.persistence.OwnSchema;
import java.util.Map;
import org.keycloak.compatibility.CompatibilityMetadataProvider;

/**
 * What must be equal for two nodes to run side by side, for {@code kc.sh update-compatibility}:
 * Keycloak allows a rolling update if these values are the same in both. The version of the JAR is
 * not among them.
 */
public final class SideBySide implements CompatibilityMetadataProvider {

  static final String TABLES = "tables";
  static final String SHARED = "shared";

  /**
   * The form of what nodes hand each other outside the tables: mailed tokens, and the keys by which
   * used tokens, mails and rates are known in Keycloak's stores. Raise it when nodes from before
   * would misread what is new, or nodes of after what is old.
   */
  private static final String SHARED_FORM = "1";

  /** Called by {@link java.util.ServiceLoader}. */
  public SideBySide() {}

  /**
   * {@code tables}: the id of the last change set that ends nodes from before it. {@code shared}:
   * the number of the form of what nodes share besides.
   */
  @Override
  public Map<String, String> metadata() {
    return Map.of(TABLES, OwnSchema.lastThatEndsOldNodes(), SHARED, SHARED_FORM);
  }

  @Override
  public String getId() {
    return "auth-service";
  }
}
