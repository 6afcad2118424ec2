package io.authservice.keycloak.storage.policy;

/** {@code CommonPasswordValidator}: not on Django's list. */
public final class CommonPasswordPolicyFactory extends DjangoPolicyFactory {

  public CommonPasswordPolicyFactory() {
    super(DjangoValidator.COMMON_PASSWORD);
  }
}
