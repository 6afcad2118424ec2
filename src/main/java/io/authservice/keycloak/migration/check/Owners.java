package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.source.ForeignKey;
import java.util.OptionalLong;

/** The users of a source that passed the check, for what is theirs beside their rows. */
public final class Owners {

  private final LongMap byName = new LongMap();
  private final LongMap names = new LongMap();
  private final LongMap emails = new LongMap();

  /** The id of a user who passed the check, or of one in Keycloak's own database. */
  public static long number(Account account) {
    return ((UserId.Whole) account.id()).number();
  }

  /** Takes a user in. */
  public void add(Account account) {
    long name = Fingerprint.of(account.username());
    byName.putIfAbsent(name, number(account));
    names.putIfAbsent(number(account), name);
    emails.putIfAbsent(number(account), Fingerprint.ignoringCase(account.email()));
  }

  /** The user that is referred to; empty if none passed. */
  public OptionalLong find(ForeignKey reference) {
    if (reference.id().isEmpty()) {
      return reference.key().size() == 1
          ? byName.get(Fingerprint.of(reference.key().get(0)))
          : OptionalLong.empty();
    }
    return names.get(reference.id().getAsLong()).isPresent()
        ? reference.id()
        : OptionalLong.empty();
  }

  /** Whether a stored account is the user of the source, and no other of the same id. */
  public boolean isOf(Account stored) {
    return names.get(number(stored)).equals(OptionalLong.of(Fingerprint.of(stored.username())));
  }

  /** Whether it is the e-mail of a user's row, whatever its letter case. */
  public boolean isEmail(long userId, String address) {
    return emails.get(userId).equals(OptionalLong.of(Fingerprint.ignoringCase(address)));
  }
}
