package io.authservice.keycloak.token;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an object of Keycloak's and answers some of the calls in its stead.
 *
 * <p>A proxy rather than a class, because Keycloak adds methods to its interfaces between minors.
 */
@FunctionalInterface
public interface PartialProxy {

  /**
   * The answer to a call, which may be that of the object itself.
   *
   * @param arguments null if the method has none
   */
  @Nullable Object invoke(Method method, Object @Nullable [] arguments)
      throws ReflectiveOperationException;

  /** The object of this type as others see it; {@code Object}'s methods are its own. */
  static <T> T over(Class<T> type, T target, PartialProxy interception) {
    InvocationHandler handler =
        (self, method, arguments) -> {
          try {
            return method.getDeclaringClass() == Object.class
                ? method.invoke(target, arguments)
                : interception.invoke(method, arguments);
          } catch (InvocationTargetException failure) {
            throw failure.getCause();
          }
        };
    return type.cast(
        Proxy.newProxyInstance(
            PartialProxy.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
