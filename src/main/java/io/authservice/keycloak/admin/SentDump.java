package io.authservice.keycloak.admin;

import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.migration.source.DumpFile;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A dump as the body of a request, or as a file of the server's that a parameter names. */
final class SentDump {

  /** The parameter. */
  static final String FILE = "file";

  private final AdminRequest exchange;
  private final ImportSettings settings;

  SentDump(AdminRequest exchange, ImportSettings settings) {
    this.exchange = exchange;
    this.settings = settings;
  }

  /**
   * The dump, to be closed by whoever reads it.
   *
   * @throws ApiException 400 if there is none, 413 if it is too large
   */
  DumpFile in(InputStream body) {
    String name = exchange.query(FILE).orElse("");
    if (!name.isEmpty()) {
      requireNone(body);
      return settings
          .directory()
          .flatMap(directory -> DumpFile.in(directory, name))
          .orElseThrow(
              () ->
                  ApiException.validation(
                      FieldErrors.none()
                          .with(
                              FILE,
                              ErrorCode.DOES_NOT_EXIST,
                              "There is no such file in the import directory.")));
    }
    DumpFile received =
        DumpFile.received(body, settings.maxBytes()).orElseThrow(ApiException::payloadTooLarge);
    if (received.isEmpty()) {
      received.close();
      throw ApiException.badRequest(
          "Send the dump as the body, with the content type application/json.");
    }
    return received;
  }

  /**
   * That the source is something else.
   *
   * @throws ApiException 400 if there is a body too
   */
  static void requireNone(InputStream body) {
    try {
      if (body.read() >= 0) {
        throw ApiException.badRequest(
            "Send the dump as the body, or name a file or the database as the source, not both.");
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
