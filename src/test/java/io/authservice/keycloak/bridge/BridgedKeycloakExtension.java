package io.authservice.keycloak.bridge;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** JUnit closes the servers at the end of the launcher's session. */
final class BridgedKeycloakExtension implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(BridgedKeycloakExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == BridgedKeycloak.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(
            BridgedKeycloak.class, key -> BridgedKeycloak.start(), BridgedKeycloak.class);
  }
}
