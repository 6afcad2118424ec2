package io.authservice.keycloak.api.view;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/**
 * Every path and method below the mount point. JAX-RS is asked to match nothing and to parse
 * nothing, because what it refuses it answers in a form of its own.
 */
public final class ApiResource {

  private static final String ANY_PATH = "{path:.*}";

  private final ViewDispatcher exchange;

  public ApiResource(ViewDispatcher exchange) {
    this.exchange = exchange;
  }

  /** Answers GET. */
  @GET
  @Path(ANY_PATH)
  public Response get(@PathParam("path") String path) {
    return exchange.answer("GET", path, InputStream.nullInputStream());
  }

  /** Answers HEAD. */
  @HEAD
  @Path(ANY_PATH)
  public Response head(@PathParam("path") String path) {
    return exchange.answer("HEAD", path, InputStream.nullInputStream());
  }

  /** Answers POST. */
  @POST
  @Path(ANY_PATH)
  public Response post(@PathParam("path") String path, InputStream body) {
    return exchange.answer("POST", path, body);
  }

  /** Answers PUT. */
  @PUT
  @Path(ANY_PATH)
  public Response put(@PathParam("path") String path, InputStream body) {
    return exchange.answer("PUT", path, body);
  }

  /** Answers PATCH. */
  @PATCH
  @Path(ANY_PATH)
  public Response patch(@PathParam("path") String path, InputStream body) {
    return exchange.answer("PATCH", path, body);
  }

  /** Answers DELETE. */
  @DELETE
  @Path(ANY_PATH)
  public Response delete(@PathParam("path") String path, InputStream body) {
    return exchange.answer("DELETE", path, body);
  }

  /** Answers OPTIONS. */
  @OPTIONS
  @Path(ANY_PATH)
  public Response options(@PathParam("path") String path) {
    return exchange.answer("OPTIONS", path, InputStream.nullInputStream());
  }
}
