package io.authservice.keycloak.storage.identity;

import io.authservice.keycloak.account.LetterCase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The mark that an e-mail was verified. It says which, by a digest, so that it goes for no other
 * that the account is given, by whatever door; letter case makes no other e-mail.
 */
public final class VerifiedEmail {

  private VerifiedEmail() {}

  /** The mark of an e-mail. */
  public static String markOf(String email) {
    try {
      byte[] text = LetterCase.ignored(email.strip()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Whether the current e-mail is the one that was verified.
   *
   * @param kept what federated storage holds for the user
   */
  public static boolean isOf(String email, Map<String, List<String>> kept) {
    List<String> marks = kept.get(ServerAttributes.VERIFIED_EMAIL);
    return (marks != null && marks.contains(markOf(email))) || isUnbound(kept);
  }

  /** Whether an earlier version noted that the e-mail was verified, and no later one saw it yet. */
  public static boolean isUnbound(Map<String, List<String>> kept) {
    return !kept.containsKey(ServerAttributes.BOND)
        && kept.getOrDefault(ServerAttributes.LEGACY_VERIFIED, List.of()).contains("true");
  }
}
