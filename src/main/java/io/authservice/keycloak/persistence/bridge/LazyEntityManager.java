package io.authservice.keycloak.persistence.bridge;

import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/**
 * An entity manager that is opened when it is first needed: a user storage is put together for many
 * a request that never asks it anything, and must not wait for its database.
 */
public final class LazyEntityManager implements InvocationHandler {

  private final Supplier<EntityManager> opening;

  private LazyEntityManager(Supplier<EntityManager> opening) {
    this.opening = opening;
  }

  /**
   * An entity manager that is not open yet.
   *
   * @param opening gives the same entity manager at every call
   */
  public static EntityManager of(Supplier<EntityManager> opening) {
    return (EntityManager)
        Proxy.newProxyInstance(
            LazyEntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            new LazyEntityManager(opening));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(opening.get(), arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
