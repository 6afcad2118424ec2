package io.authservice.keycloak.storage;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * As much of a browser as Keycloak's login pages need without scripts: cookies, redirects within
 * the server, forms. It returns secure cookies over plain HTTP, as browsers do to localhost.
 */
final class Browser {
  private static final Pattern ACTION = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
  private static final int MAX_REDIRECTS = 10;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final String baseUrl;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private URI address;
  private String page = "";

  Browser(String baseUrl) {
    this.baseUrl = baseUrl;
    address = URI.create(baseUrl);
  }

  /** Goes to an address and follows redirects until a page, or out of the server. */
  Browser open(String target) {
    go(HttpRequest.newBuilder(URI.create(target)).GET());
    return this;
  }

  /** Fills in the page's first form and sends it. */
  Browser submit(Map<String, String> fields) {
    Matcher form = ACTION.matcher(page);
    if (!form.find()) {
      throw new AssertionError("no form on " + address + ":\n" + page);
    }
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    go(
        HttpRequest.newBuilder(address.resolve(form.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
    return this;
  }

  /** Where the last redirect led. */
  URI address() {
    return address;
  }

  /** The last page; empty once a redirect led out of the server. */
  String page() {
    return page;
  }

  private void go(HttpRequest.Builder first) {
    HttpRequest.Builder request = first;
    for (int hop = 0; hop < MAX_REDIRECTS; hop++) {
      HttpResponse<String> response = send(request);
      address = response.uri();
      page = response.body();
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
      String sent =
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; "));
      HttpRequest built = (sent.isEmpty() ? request : request.header("Cookie", sent)).build();
      HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void keep(String setCookie) {
    String[] pair = setCookie.split(";", 2)[0].split("=", 2);
    if (setCookie.contains("Max-Age=0") || pair[1].isEmpty()) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
