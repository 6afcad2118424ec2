package io.authservice.keycloak.http.exchange;

import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files of a page that comes with the JAR, read once. A closed list.
 *
 * <p>A page that names them below a directory called by their {@link #version} has browsers keep
 * them for good, and ask for them anew when they have changed.
 */
public final class PageFiles {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "txt", "text/plain; charset=utf-8");

  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

  private final Map<String, File> files = new LinkedHashMap<>();
  private final String version;

  /**
   * Reads them.
   *
   * @param directory in the JAR, with a slash at both ends
   * @param names of all files; each ends in that of a type
   */
  public PageFiles(String directory, List<String> names) {
    for (String name : names) {
      files.put(name, read(directory + name));
    }
    String tags = files.values().stream().map(File::tag).collect(Collectors.joining());
    version = digest(tags.getBytes(StandardCharsets.UTF_8));
  }

  /** Another one where any file is another one. */
  public String version() {
    return version;
  }

  private static File read(String path) {
    try (InputStream content = PageFiles.class.getResourceAsStream(path)) {
      if (content == null) {
        throw new IllegalStateException("The JAR lacks " + path);
      }
      byte[] bytes = content.readAllBytes();
      String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "");
      return new File(new String(bytes, StandardCharsets.UTF_8), type, '"' + digest(bytes) + '"');
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * The page itself, with what stands in it for something else still in its place.
   *
   * @throws ApiException 404 if there is no file of that name
   */
  public String text(String name) {
    return file(name).text();
  }

  /**
   * Answers with a file that is no page, or with 304 if the client has it.
   *
   * @throws ApiException 404 if there is none of that name
   */
  public Response answer(ApiRequest request, String name) {
    return caching(request, name, "no-cache");
  }

  /**
   * The same for a file of the version that the page asks for; of another, which a node may have
   * while the others are updated, none is kept.
   *
   * @throws ApiException 404 if there is none of that name
   */
  public Response answer(ApiRequest request, String asked, String name) {
    return caching(request, name, asked.equals(version) ? FOR_GOOD : "no-cache");
  }

  private Response caching(ApiRequest request, String name, String caching) {
    File file = file(name);
    if (file.type().equals(TYPES.get("html"))) {
      throw ApiException.notFound();
    }
    boolean known =
        request.header(HttpHeaders.IF_NONE_MATCH).filter(file.tag()::equals).isPresent();
    return secured(request, known ? Response.notModified() : Response.ok(file.text()))
        .header(HttpHeaders.CONTENT_TYPE, file.type())
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .header(HttpHeaders.ETAG, file.tag())
        .build();
  }

  /** A page that nobody keeps or frames, and that loads what its policy says. */
  public static Response.ResponseBuilder page(ApiRequest request, String html, String policy) {
    return secured(request, Response.ok(html))
        .header(HttpHeaders.CONTENT_TYPE, TYPES.get("html"))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Content-Security-Policy", policy)
        .header("X-Frame-Options", "DENY");
  }

  /** What every answer of a page has. */
  public static Response.ResponseBuilder secured(
      ApiRequest request, Response.ResponseBuilder response) {
    return SafeHeaders.in(response, request, "no-referrer");
  }

  private File file(String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow(ApiException::notFound);
  }

  /**
   * One of them.
   *
   * @param tag as the header {@code ETag} has it
   */
  private record File(String text, String type, String tag) {}
}
