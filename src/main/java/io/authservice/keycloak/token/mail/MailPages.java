package io.authservice.keycloak.token.mail;

import io.authservice.keycloak.account.key.UserId;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.Config;

/**
 * The pages of a front end that mails lead to, in place of Keycloak's own. Nothing of a request is
 * in their addresses.
 *
 * @param pages addresses with places for {@code {uid}} and {@code {token}}
 */
public record MailPages(Map<MailPurpose, String> pages) {

  private static final String UID = "{uid}";
  private static final String TOKEN = "{token}";

  public MailPages {
    pages = Map.copyOf(pages);
  }

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException if one is no address with a place for a token
   */
  public static MailPages of(Config.Scope options) {
    EnumMap<MailPurpose, String> pages = new EnumMap<>(MailPurpose.class);
    page(options, "password-reset-page")
        .ifPresent(page -> pages.put(MailPurpose.NEW_PASSWORD, page));
    page(options, "email-verification-page")
        .ifPresent(page -> pages.put(MailPurpose.VERIFIED_EMAIL, page));
    return new MailPages(pages);
  }

  private static Optional<String> page(Config.Scope options, String option) {
    String text = options.get(option, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.contains(TOKEN) || !isAddress(text.replace(UID, "u").replace(TOKEN, "t"))) {
      throw new IllegalArgumentException(
          option + ": write an address with http or https and {token} in it, not \"" + text + "\"");
    }
    return Optional.of(text);
  }

  private static boolean isAddress(String text) {
    try {
      URI address = new URI(text);
      return address.getHost() != null
          && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  /** Whether a page of a front end is to take the tokens of a purpose. */
  boolean has(MailPurpose purpose) {
    return pages.containsKey(purpose);
  }

  /** The address of the page that is to take a token. */
  String address(MailPurpose purpose, UserId accountId, String token) {
    return pages.getOrDefault(purpose, "").replace(UID, uid(accountId)).replace(TOKEN, token);
  }

  /** A primary key as Django writes it in links ({@code urlsafe_base64_encode}). */
  public static String uid(UserId accountId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(accountId.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
