package io.authservice.keycloak.password;

/**
 * A format of passwords that Django knows by a project's own hasher, added by a JAR beside ours: a
 * public class with a constructor without parameters, named in {@code
 * META-INF/services/io.authservice.keycloak.password.AddedFormat}. Used by several threads.
 */
public interface AddedFormat {

  /**
   * What the encoded text begins with, up to its first dollar sign ({@code algorithm} of the
   * hasher): lower-case letters, digits and underscores, and none of Django's own names.
   */
  String name();

  /**
   * Whether this is the password that was encoded, compared in constant time. Text that is
   * malformed, or asks for absurd work, matches nothing.
   *
   * @param encoded what begins with the name and a dollar sign
   */
  boolean matches(String password, String encoded);

  /** Whether a password is stored anew after a login, in the format of new ones. */
  default boolean isReplaced() {
    return true;
  }
}
