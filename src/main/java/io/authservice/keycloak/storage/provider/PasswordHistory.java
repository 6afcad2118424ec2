package io.authservice.keycloak.storage.provider;

import io.authservice.keycloak.password.DjangoPasswords;
import io.authservice.keycloak.password.Verification;
import io.authservice.keycloak.storage.identity.ServerAttributes;
import io.authservice.keycloak.storage.user.AccountUser;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.policy.PolicyError;

/**
 * The realm's password policies that look back: <em>Not recently used</em>, by number and by days,
 * and <em>Expire password</em>. Keycloak's own look at stored credentials, which these users have
 * none of. Hashes of former passwords are kept on Keycloak's side, for as long as a policy asks for
 * them; what Django changes past Keycloak is not seen.
 */
final class PasswordHistory {

  /** Keycloak's messages for the two policies. */
  private static final String USED_BEFORE = "invalidPasswordHistoryMessage";

  private static final String REFUSED = "invalidPasswordGenericMessage";

  /** However often a password is changed: each is hashed against whenever a new one is chosen. */
  private static final int MOST_BY_AGE = 24;

  /** Within that the first password of a new account is set; there is nothing to note. */
  private static final long A_MINUTE = 60_000;

  private final DjangoPasswords passwords;
  private final Clock clock;

  PasswordHistory(DjangoPasswords passwords, Clock clock) {
    this.passwords = passwords;
    this.clock = clock;
  }

  /** Why the user may not have the password again; empty if it may. */
  Optional<PolicyError> refusal(PasswordPolicy policy, AccountUser user, String password) {
    int number = policy.getExpiredPasswords();
    int days = policy.getPasswordAgeInDays();
    if (number < 0 && days < 0) {
      return Optional.empty();
    }
    if (isOf(password, user.passwordHash())) {
      return Optional.of(error(number));
    }
    List<Former> former = former(user);
    for (int place = 0; place < former.size(); place++) {
      boolean among = place < number - 1;
      if ((among || isRecent(place, former.get(place), days))
          && isOf(password, former.get(place).hash())) {
        return Optional.of(error(among ? number : -1));
      }
    }
    return Optional.empty();
  }

  private boolean isRecent(int place, Former former, int days) {
    return place < MOST_BY_AGE && former.setAt() > daysAgo(days);
  }

  private static PolicyError error(int number) {
    return number < 0 ? new PolicyError(REFUSED) : new PolicyError(USED_BEFORE, number);
  }

  private boolean isOf(String password, String hash) {
    return passwords.isUsable(hash) && passwords.verify(password, hash) != Verification.NO_MATCH;
  }

  /** Notes that the password was changed, and what it was, as far as a policy looks back. */
  void changed(PasswordPolicy policy, AccountUser user, String formerHash, long formerSetAt) {
    boolean first = !passwords.isUsable(formerHash);
    if (!first || clock.millis() - user.account().dateJoined().toEpochMilli() > A_MINUTE) {
      user.note(ServerAttributes.PASSWORD_SET, List.of(Long.toString(clock.millis())));
    }
    List<Former> kept = new ArrayList<>();
    if (!first) {
      kept.add(new Former(formerSetAt, formerHash));
    }
    List<Former> before = former(user);
    kept.addAll(before);
    int number = policy.getExpiredPasswords();
    int days = policy.getPasswordAgeInDays();
    List<Former> needed =
        IntStream.range(0, kept.size())
            .filter(place -> place < number - 1 || isRecent(place, kept.get(place), days))
            .mapToObj(kept::get)
            .toList();
    if (!needed.equals(before)) {
      user.note(ServerAttributes.FORMER_PASSWORDS, needed.stream().map(Former::text).toList());
    }
  }

  /** Whether the policy wants the password changed by now. */
  boolean isExpired(PasswordPolicy policy, AccountUser user) {
    int days = policy.getDaysToExpirePassword();
    return days >= 0 && clock.millis() - setAt(user) > Duration.ofDays(days).toMillis();
  }

  /** A password whose change was not noted is as old as the account. */
  long setAt(AccountUser user) {
    return user.noted(ServerAttributes.PASSWORD_SET).stream()
        .map(Long::valueOf)
        .findFirst()
        .orElseGet(() -> user.account().dateJoined().toEpochMilli());
  }

  /** The latest first. */
  private static List<Former> former(AccountUser user) {
    return user.noted(ServerAttributes.FORMER_PASSWORDS).stream()
        .map(Former::read)
        .sorted(Comparator.comparingLong(Former::setAt).reversed())
        .toList();
  }

  /** Nobody's password is as new as that where no days are asked for. */
  private long daysAgo(int days) {
    return days <= 0 ? Long.MAX_VALUE : clock.millis() - Duration.ofDays(days).toMillis();
  }

  /**
   * A password that was in use.
   *
   * @param setAt in milliseconds since the epoch
   */
  private record Former(long setAt, String hash) {

    static Former read(String text) {
      String[] parts = text.split(" ", 2);
      return new Former(Long.parseLong(parts[0]), parts[1]);
    }

    String text() {
      return setAt + " " + hash;
    }
  }
}
