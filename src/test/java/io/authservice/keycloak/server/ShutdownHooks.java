package io.authservice.keycloak.server;

/** Hooks of this JVM that are needed only for as long as a process of ours runs. */
final class ShutdownHooks {
  private ShutdownHooks() {}

  /** Does nothing when the JVM is ending, as then it is too late, or the caller is the hook. */
  static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return;
    }
  }
}
