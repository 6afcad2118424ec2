package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.migration.source.ForeignKey;
import java.util.OptionalLong;

/** The users of a source that passed the check, for what is theirs beside their rows. */
public final class Owners {

  private final LongMap byName = new LongMap();
  private final LongMap names = new LongMap();
  private final LongMap emails = new LongMap();

  /** Takes a user in. */
  public void add(Account account) {
    long name = Fingerprint.of(account.username());
    byName.putIfAbsent(name, account.id());
    names.putIfAbsent(account.id(), name);
    emails.putIfAbsent(account.id(), Fingerprint.ignoringCase(account.email()));
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
    return names.get(stored.id()).equals(OptionalLong.of(Fingerprint.of(stored.username())));
  }

  /** Whether it is the e-mail of a user's row, whatever its letter case. */
  public boolean isEmail(long userId, String address) {
    return emails.get(userId).equals(OptionalLong.of(Fingerprint.ignoringCase(address)));
  }
}
