package io.authservice.keycloak.password.validator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** The list of passwords that Django brings along ({@code CommonPasswordValidator}). */
public final class CommonPasswords {

  private static final String LIST = "common-passwords.txt.gz";

  private final Set<String> lowerCase;

  private CommonPasswords(Set<String> lowerCase) {
    this.lowerCase = lowerCase;
  }

  /** Reads some 20 000 words, which take about two megabytes. */
  public static CommonPasswords ofDjango() {
    try (InputStream packed = CommonPasswords.class.getResourceAsStream(LIST);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
      return new CommonPasswords(
          lines.lines().map(String::strip).collect(Collectors.toUnmodifiableSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is among them, in whatever letter case and with blanks around it. */
  public boolean has(String password) {
    return lowerCase.contains(password.toLowerCase(Locale.ROOT).strip());
  }
}
