package io.authservice.keycloak.account.extra;

import io.authservice.keycloak.account.AccountsUnavailableException;
import io.authservice.keycloak.account.key.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The port to what a user model has beyond the fields. Every method takes one statement for some
 * hundred accounts, and throws {@link AccountsUnavailableException} when the database does not
 * answer.
 */
public interface AccountExtras {

  /** Of accounts without. */
  AccountExtras NONE =
      new AccountExtras() {
        @Override
        public List<ExtraAttribute> attributes() {
          return List.of();
        }

        @Override
        public Map<UserId, Map<String, Object>> values(Collection<UserId> accountIds) {
          return Map.of();
        }

        @Override
        public void write(UserId accountId, ExtraAttribute attribute, Optional<Object> value) {
          throw new IllegalArgumentException(attribute.name());
        }

        @Override
        public Set<UserId> holders(ExtraAttribute attribute, Object value, int most) {
          return Set.of();
        }
      };

  /** The attributes there are, in the order in which the model says them. */
  List<ExtraAttribute> attributes();

  /** The attribute of a name. */
  default Optional<ExtraAttribute> attribute(String name) {
    return attributes().stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /**
   * The values of accounts by the attributes' names, in the attributes' order; those that have none
   * are left out.
   */
  Map<UserId, Map<String, Object>> values(Collection<UserId> accountIds);

  /**
   * Writes a writable attribute at once.
   *
   * @param value of the attribute's kind; empty for null
   * @throws ExtraValueRefusedException if the column does not take it
   */
  void write(UserId accountId, ExtraAttribute attribute, Optional<Object> value);

  /** Whether the model says whose e-mail is verified. */
  default boolean knowVerified() {
    return false;
  }

  /** Those of some accounts whose e-mail is verified, as the model has it. */
  default Set<UserId> verified(Collection<UserId> accountIds) {
    return Set.of();
  }

  /** All whose e-mail is verified, and no more than so many. */
  default Set<UserId> verified(int most) {
    return Set.of();
  }

  /** Whether the model has memberships beside Django's groups. */
  default boolean haveMemberships() {
    return false;
  }

  /**
   * The names of what each account is a member of beside Django's groups, in their order; accounts
   * that are no members are left out.
   */
  default Map<UserId, Set<String>> memberships(Collection<UserId> accountIds) {
    return Map.of();
  }

  /** The members of what has a name, and no more than so many. */
  default Set<UserId> members(String name, int most) {
    return Set.of();
  }

  /** The accounts with a value, and no more than so many. */
  Set<UserId> holders(ExtraAttribute attribute, Object value, int most);
}
