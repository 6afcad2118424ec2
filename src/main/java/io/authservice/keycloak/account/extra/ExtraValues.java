package io.authservice.keycloak.account.extra;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a user has of a model's {@link ExtraOutline}, but for memberships.
 *
 * @param attributes each of its kind, by name, in the model's order; those that the user lacks are
 *     left out
 * @param verified whether the model has the e-mail for verified
 */
public record ExtraValues(Map<String, Object> attributes, boolean verified) {

  /** Of a user who has nothing. */
  public static final ExtraValues NONE = new ExtraValues(Map.of(), false);

  public ExtraValues {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /** Shows no person. */
  @Override
  public String toString() {
    return "ExtraValues" + attributes.keySet();
  }
}
