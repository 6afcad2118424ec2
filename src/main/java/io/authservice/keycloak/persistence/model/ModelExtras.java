package io.authservice.keycloak.persistence.model;

import io.authservice.keycloak.account.extra.ExtraAttribute;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a user model says beyond the fields. */
final class ModelExtras {

  static final ModelExtras NONE = new ModelExtras(Map.of(), Optional.empty(), List.of());

  private final Map<ExtraAttribute, Term> attributes;
  private final List<ExtraAttribute> declared;
  private final Optional<Term> verified;
  private final List<Term.Membership> memberships;

  ModelExtras(
      Map<ExtraAttribute, Term> attributes,
      Optional<Term> verified,
      List<Term.Membership> memberships) {
    this.memberships = List.copyOf(memberships);
    this.verified = verified;
    this.declared = List.copyOf(attributes.keySet());
    this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  List<ExtraAttribute> attributes() {
    return declared;
  }

  /** What says that the user's e-mail is verified. */
  Optional<Term> verified() {
    return verified;
  }

  List<Term.Membership> memberships() {
    return memberships;
  }

  Term term(ExtraAttribute attribute) {
    return Objects.requireNonNull(attributes.get(attribute));
  }
}
