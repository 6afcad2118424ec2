package io.authservice.keycloak.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of a browser as Keycloak's login pages need without scripts: cookies, redirects within
 * the server, forms. It returns secure cookies over plain HTTP, as browsers do to localhost.
 */
public final class Browser {
  private static final Pattern FORM =
      Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"(.*?)</form>", Pattern.DOTALL);
  private static final Pattern HIDDEN = Pattern.compile("<input[^>]*\\stype=\"hidden\"[^>]*>");
  private static final Pattern PATH =
      Pattern.compile(";\\s*Path=([^;]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = Pattern.compile("\\sname=\"([^\"]+)\"");
  private static final Pattern VALUE = Pattern.compile("\\svalue=\"([^\"]*)\"");
  private static final int MAX_REDIRECTS = 10;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final String baseUrl;
  private final String serverUrl;
  private final Map<String, String> proxyHeaders;
  private final Map<Cookie, String> cookies = new LinkedHashMap<>();
  private URI address;
  private String page = "";
  private int status;

  /** Realms of one server set cookies of the same names, each for its own path. */
  private record Cookie(String path, String name) {
    boolean isFor(URI target) {
      return target.getPath().startsWith(path);
    }
  }

  public Browser(String baseUrl) {
    this(baseUrl, baseUrl, Map.of());
  }

  /**
   * A browser that reaches the server through a proxy.
   *
   * @param baseUrl what the proxy is called outside
   * @param serverUrl where it sends its requests to
   * @param proxyHeaders what it adds to them
   */
  public Browser(String baseUrl, String serverUrl, Map<String, String> proxyHeaders) {
    this.baseUrl = baseUrl;
    this.serverUrl = serverUrl;
    this.proxyHeaders = Map.copyOf(proxyHeaders);
    address = URI.create(baseUrl);
  }

  /** Goes to an address and follows redirects until a page, or out of the server. */
  public Browser open(String target) {
    go(HttpRequest.newBuilder(URI.create(target)).GET());
    return this;
  }

  /** Fills in the page's first form and sends it, with its hidden fields. */
  public Browser submit(Map<String, String> fields) {
    Matcher form = FORM.matcher(page);
    if (!form.find()) {
      throw new AssertionError("no form on " + address + ":\n" + page);
    }
    Map<String, String> sent = hidden(form.group(2));
    sent.putAll(fields);
    String body =
        sent.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    go(
        HttpRequest.newBuilder(address.resolve(unescaped(form.group(1))))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
    return this;
  }

  /** Where the last redirect led. */
  public URI address() {
    return address;
  }

  /** The last page; empty once a redirect led out of the server. */
  public String page() {
    return page;
  }

  /** The status of the last answer. */
  public int status() {
    return status;
  }

  private void go(HttpRequest.Builder first) {
    HttpRequest.Builder request = first;
    for (int hop = 0; hop < MAX_REDIRECTS; hop++) {
      HttpResponse<String> response = send(request);
      page = response.body();
      status = response.statusCode();
      if (response.statusCode() / 100 != 3) {
        return;
      }
      address = address.resolve(response.headers().firstValue("Location").orElseThrow());
      page = "";
      if (!address.toString().startsWith(baseUrl)) {
        return;
      }
      request = HttpRequest.newBuilder(address).GET();
    }
    throw new AssertionError("too many redirects, last to " + address);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      URI target = request.build().uri();
      String sent =
          cookies.entrySet().stream()
              .filter(cookie -> cookie.getKey().isFor(target))
              .map(cookie -> cookie.getKey().name() + "=" + cookie.getValue())
              .collect(Collectors.joining("; "));
      request.header("Accept", "text/html,*/*;q=0.8");
      HttpRequest wanted = (sent.isEmpty() ? request : request.header("Cookie", sent)).build();
      address = wanted.uri();
      HttpResponse<String> response = http.send(proxied(wanted), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private HttpRequest proxied(HttpRequest wanted) {
    URI target = URI.create(wanted.uri().toString().replace(baseUrl, serverUrl));
    HttpRequest.Builder request = HttpRequest.newBuilder(wanted, (name, value) -> true).uri(target);
    proxyHeaders.forEach(request::header);
    return request.build();
  }

  private void keep(String setCookie) {
    String[] pair = setCookie.split(";", 2)[0].split("=", 2);
    Matcher path = PATH.matcher(setCookie);
    Cookie cookie = new Cookie(path.find() ? path.group(1) : "/", pair[0]);
    if (setCookie.contains("Max-Age=0") || pair[1].isEmpty()) {
      cookies.remove(cookie);
    } else {
      cookies.put(cookie, pair[1]);
    }
  }

  private static Map<String, String> hidden(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    HIDDEN
        .matcher(form)
        .results()
        .map(MatchResult::group)
        .forEach(
            input ->
                attribute(input, NAME)
                    .ifPresent(name -> fields.put(name, attribute(input, VALUE).orElse(""))));
    return fields;
  }

  private static Optional<String> attribute(String input, Pattern pattern) {
    Matcher found = pattern.matcher(input);
    return found.find() ? Optional.of(unescaped(found.group(1))) : Optional.empty();
  }

  private static String unescaped(String text) {
    return text.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
