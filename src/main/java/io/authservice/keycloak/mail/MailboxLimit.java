package io.authservice.keycloak.mail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Holds each address to so many mails in each period of the clock, on all nodes together: every
 * mail takes one of as many places, which Keycloak keeps beside its used tokens until the period
 * ends. There are fewer for each network address that asks for mails than there are in all, so that
 * one alone leaves some to the mailbox's owner.
 */
final class MailboxLimit {

  private static final int MOST_OF_ONE = 5;
  private static final int MOST = 3 * MOST_OF_ONE;
  private static final Duration PERIOD = Duration.ofMinutes(10);

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
   * @param asker the network address that asks; whatever comes without one is one asker
   * @return what to give it back by
   * @throws MailboxFullException if none is free
   */
  List<String> take(String realmId, String address, @Nullable String asker)
      throws MailboxFullException {
    long period = PERIOD.toSeconds();
    int left = Math.toIntExact(period - now % period);
    String mailbox =
        "auth-service.mail." + realmId + '.' + digest(address) + '.' + now / period + '.';
    String own =
        take(mailbox + digest(asker == null ? "" : asker) + '.', MOST_OF_ONE, left)
            .orElseThrow(() -> new MailboxFullException(left));
    Optional<String> common = take(mailbox, MOST, left);
    if (common.isEmpty()) {
      places.remove(own);
      throw new MailboxFullException(left);
    }
    return List.of(own, common.get());
  }

  private Optional<String> take(String kind, int most, int seconds) {
    return IntStream.range(0, most)
        .mapToObj(place -> kind + place)
        .filter(place -> places.putIfAbsent(place, seconds))
        .findFirst();
  }

  /** For a mail that was not sent. */
  void giveBack(List<String> taken) {
    taken.forEach(places::remove);
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
