package io.authservice.keycloak.migration.check;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.migration.source.ForeignKey;
import java.util.Optional;
import java.util.OptionalLong;

/** The users of a source that passed the check, for what is theirs beside their rows. */
public final class Owners {

  private final UserNumbers numbers = new UserNumbers();
  private final LongMap byName = new LongMap();
  private final LongMap names = new LongMap();
  private final LongMap emails = new LongMap();

  /** Takes a user in. All have ids of one kind. */
  public void add(Account account) {
    long number = numbers.number(account.id());
    long name = Fingerprint.of(account.username());
    byName.putIfAbsent(name, number);
    names.putIfAbsent(number, name);
    emails.putIfAbsent(number, Fingerprint.ignoringCase(account.email()));
  }

  /** The user that is referred to; empty if none passed. */
  public Optional<UserId> find(ForeignKey reference) {
    Optional<UserId> id = reference.userId();
    if (id.isPresent()) {
      return id.filter(known -> name(known).isPresent());
    }
    return reference.key().size() == 1
        ? byName.get(Fingerprint.of(reference.key().get(0))).stream()
            .mapToObj(numbers::id)
            .findFirst()
        : Optional.empty();
  }

  private OptionalLong name(UserId id) {
    OptionalLong number = numbers.find(id);
    return number.isPresent() ? names.get(number.getAsLong()) : number;
  }

  /** Whether a stored account is the user of the source, and no other of the same id. */
  public boolean isOf(Account stored) {
    return name(stored.id()).equals(OptionalLong.of(Fingerprint.of(stored.username())));
  }

  /** Whether it is the e-mail of a user's row, whatever its letter case. */
  public boolean isEmail(UserId userId, String address) {
    OptionalLong number = numbers.find(userId);
    return number.isPresent()
        && emails
            .get(number.getAsLong())
            .equals(OptionalLong.of(Fingerprint.ignoringCase(address)));
  }
}
