package io.authservice.keycloak.storage.policy;

/** {@code UserAttributeSimilarityValidator}: not like the user's name or address. */
public final class SimilarityPolicyFactory extends DjangoPolicyFactory {

  public SimilarityPolicyFactory() {
    super(DjangoValidator.USER_ATTRIBUTE_SIMILARITY);
  }
}
