package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.account.extra.ExtraAttribute;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a user model says beyond the fields. */
final class ModelExtras {

  static final ModelExtras NONE = new ModelExtras(Map.of());

  private final Map<ExtraAttribute, Term> attributes;

  ModelExtras(Map<ExtraAttribute, Term> attributes) {
    this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  List<ExtraAttribute> attributes() {
    return List.copyOf(attributes.keySet());
  }

  Term term(ExtraAttribute attribute) {
    return Objects.requireNonNull(attributes.get(attribute));
  }
}
