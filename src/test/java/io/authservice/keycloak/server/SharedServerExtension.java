package io.authservice.keycloak.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives classes of tests one server, which JUnit closes at the end of the launcher's session. If it
 * ends before, the tests of the class that it served fail and say so, and the next class gets a new
 * one. Classes take turns: annotate them with a lock.
 */
public abstract class SharedServerExtension<S extends SharedServer>
    implements ParameterResolver,
        BeforeEachCallback,
        AfterEachCallback,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {

  /** A connection may break before the process is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Class<S> type;

  protected SharedServerExtension(Class<S> type) {
    this.type = type;
  }

  /**
   * @param name tells this server's files from those of the servers before it
   */
  protected abstract S start(String name);

  /** What the first server is called. */
  protected abstract String name(ExtensionContext context);

  @Override
  public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server(context);
  }

  @Override
  public final void beforeEach(ExtensionContext context) {
    server(context);
  }

  @Override
  public final void afterEach(ExtensionContext context) {
    if (context.getExecutionException().isEmpty()) {
      server(context);
    }
  }

  @Override
  public final void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(context, failure);
  }

  @Override
  public final void handleBeforeAllMethodExecutionException(
      ExtensionContext context, Throwable failure) throws Throwable {
    throw explained(context, failure);
  }

  @Override
  public final void handleBeforeEachMethodExecutionException(
      ExtensionContext context, Throwable failure) throws Throwable {
    throw explained(context, failure);
  }

  private S server(ExtensionContext context) {
    return turns(context).serverOf(context.getRequiredTestClass());
  }

  /** The failure, or the server's end if that is the cause. */
  private Throwable explained(ExtensionContext context, Throwable failure) {
    boolean broken =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .anyMatch(c -> c instanceof IOException || c instanceof UncheckedIOException);
    return turns(context)
        .end(broken ? PATIENCE : Duration.ZERO)
        .<Throwable>map(end -> new ServerException(end, failure))
        .orElse(failure);
  }

  @SuppressWarnings("unchecked")
  private Turns<S> turns(ExtensionContext context) {
    String name = name(context);
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(getClass()))
        .computeIfAbsent(
            name, key -> new Turns<S>(n -> start(n == 1 ? name : name + "-" + n)), Turns.class);
  }

  /** The servers of a session, of which one runs at a time. */
  private static final class Turns<S extends SharedServer> implements AutoCloseable {
    private final IntFunction<S> starter;
    private int started;
    private @Nullable S current;
    private @Nullable Class<?> user;

    private Turns(IntFunction<S> starter) {
      this.starter = starter;
    }

    /**
     * @throws ServerException if the server ended while it served this class
     */
    private synchronized S serverOf(Class<?> testClass) {
      Optional<String> end = end(Duration.ZERO);
      if (end.isPresent() && testClass.equals(user)) {
        throw new ServerException(end.get());
      }
      if (end.isPresent()) {
        close();
      }
      if (current == null) {
        current = starter.apply(++started);
      }
      user = testClass;
      return current;
    }

    private synchronized Optional<String> end(Duration patience) {
      return current == null ? Optional.empty() : current.end(patience);
    }

    @Override
    public synchronized void close() {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }
}
