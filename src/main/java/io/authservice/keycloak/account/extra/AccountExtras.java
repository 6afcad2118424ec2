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
        public Set<UserId> holders(ExtraAttribute attribute, Object value) {
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

  /** The accounts with a value, of which the first thousand are looked at. */
  Set<UserId> holders(ExtraAttribute attribute, Object value);
}
