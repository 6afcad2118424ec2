package io.authservice.keycloak.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Holds each address to so many mails in each period of the clock, on all nodes together: every
 * mail takes one of as many places, which Keycloak keeps beside its used tokens until the period
 * ends.
 */
final class MailboxLimit {

  static final int MOST = 5;
  static final Duration PERIOD = Duration.ofMinutes(10);

  private final SingleUseObjectProvider places;
  private final long now;

  /**
   * @param now in seconds
   */
  MailboxLimit(SingleUseObjectProvider places, long now) {
    this.places = places;
    this.now = now;
  }

  /**
   * Takes a place.
   *
   * @param address in whatever letter case
   * @return what to give it back by
   * @throws MailboxFullException if none is free
   */
  String take(String realmId, String address) throws MailboxFullException {
    long period = PERIOD.toSeconds();
    int left = Math.toIntExact(period - now % period);
    String mailbox =
        "auth-service.mail." + realmId + '.' + digest(address) + '.' + now / period + '.';
    for (int place = 0; place < MOST; place++) {
      if (places.putIfAbsent(mailbox + place, left)) {
        return mailbox + place;
      }
    }
    throw new MailboxFullException(left);
  }

  /** For a mail that was not sent. */
  void giveBack(String place) {
    places.remove(place);
  }

  /** Keys are of one length and tell nobody an address. */
  private static String digest(String address) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(
                      address.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
