package io.authservice.keycloak.http.routing;

import jakarta.enterprise.context.ContextNotActiveException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * The request that the current thread serves, as the server itself goes by it: by this path, and no
 * other spelling of it, the server chose what answers, and this body it will read.
 */
public final class ServedRequest {

  private final ResteasyReactiveRequestContext context;

  private ServedRequest(ResteasyReactiveRequestContext context) {
    this.context = context;
  }

  /** Empty if the thread serves none. */
  public static Optional<ServedRequest> current() {
    try {
      return Optional.ofNullable(CurrentRequestManager.get()).map(ServedRequest::new);
    } catch (ContextNotActiveException noRequest) {
      return Optional.empty();
    }
  }

  public String method() {
    return context.getMethod();
  }

  /** The path below the server's own, with a slash before it; percent signs are not decoded. */
  public String path() {
    String path = context.getPathWithoutPrefix();
    return path.startsWith("/") ? path : "/" + path;
  }

  /**
   * The body, as the server reads it hereafter.
   *
   * @throws UncheckedIOException if it does not arrive
   */
  public byte[] body() {
    try {
      byte[] body = context.getInputStream().readAllBytes();
      replaceBody(body);
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has the server read this in place of what was sent. */
  public void replaceBody(byte[] body) {
    context.setInputStream(new ByteArrayInputStream(body));
  }

  /** Remembers something about this request, whatever sessions serve it. */
  public void mark(String name) {
    context.setProperty(name, true);
  }

  /** Whether {@link #mark} was called for this request. */
  public boolean isMarked(String name) {
    return context.getProperty(name) != null;
  }
}
