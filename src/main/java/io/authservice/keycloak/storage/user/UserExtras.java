package io.authservice.keycloak.storage.user;

import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.extra.ExtraValueRefusedException;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.failure.AttributeReadOnlyException;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import io.authservice.keycloak.storage.settings.EditMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attributes that the user model adds, of the users of one session. Those of a page are read
 * for all its users when the first is asked for.
 */
public final class UserExtras {

  private final AccountExtras extras;
  private final EditMode editMode;
  private final Map<UserId, Set<UserId>> pages = new HashMap<>();
  private final Map<UserId, Map<String, Object>> known = new HashMap<>();
  private final Map<UserId, Boolean> verified = new HashMap<>();

  public UserExtras(AccountExtras extras, EditMode editMode) {
    this.extras = extras;
    this.editMode = editMode;
  }

  /** From here on, what is read for one of these accounts is read for all of them. */
  void readTogether(Set<UserId> accountIds) {
    accountIds.forEach(id -> pages.put(id, accountIds));
  }

  Optional<ExtraAttribute> attribute(String name) {
    return extras.attribute(name);
  }

  /** The value of an attribute as Keycloak has it. */
  Optional<String> text(UserId accountId, String name) {
    return Optional.ofNullable(values(accountId).get(name))
        .map(Object::toString)
        .filter(text -> !text.isEmpty());
  }

  /** All that the user has. */
  Map<String, List<String>> all(UserId accountId) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    values(accountId)
        .keySet()
        .forEach(name -> text(accountId, name).ifPresent(text -> all.put(name, List.of(text))));
    return all;
  }

  private Map<String, Object> values(UserId accountId) {
    Map<String, Object> values = known.get(accountId);
    if (values != null) {
      return values;
    }
    Set<UserId> page = pages.getOrDefault(accountId, Set.of(accountId));
    Map<UserId, Map<String, Object>> read = extras.values(page);
    page.forEach(id -> known.put(id, read.getOrDefault(id, Map.of())));
    return read.getOrDefault(accountId, Map.of());
  }

  /** Whether the model says whose e-mail is verified. */
  boolean knowVerified() {
    return extras.knowVerified();
  }

  /** Whether the model has the user's e-mail for verified. */
  boolean isVerified(UserId accountId) {
    if (!knowVerified()) {
      return false;
    }
    Boolean known = verified.get(accountId);
    if (known != null) {
      return known;
    }
    Set<UserId> page = pages.getOrDefault(accountId, Set.of(accountId));
    Set<UserId> read = extras.verified(page);
    page.forEach(id -> verified.put(id, read.contains(id)));
    return read.contains(accountId);
  }

  /** The same, read anew. */
  boolean isVerifiedNow(UserId accountId) {
    verified.remove(accountId);
    return isVerified(accountId);
  }

  /** Whether a text is what the attribute has already, however it is spelt. */
  boolean isValue(UserId accountId, ExtraAttribute attribute, String text) {
    String now = text(accountId, attribute.name()).orElse("");
    return now.equals(text)
        || (!text.isEmpty() && attribute.value(text).equals(attribute.value(now)));
  }

  boolean isWritable(ExtraAttribute attribute) {
    return editMode.isWritable() && attribute.writable();
  }

  /**
   * Writes an attribute.
   *
   * @param text empty for no value
   * @throws AttributeReadOnlyException if it is only read
   * @throws RefusedValueException if its column does not take the value
   */
  void write(UserId accountId, ExtraAttribute attribute, String text) {
    if (!isWritable(attribute)) {
      throw new AttributeReadOnlyException(attribute.name());
    }
    boolean isNone = text.isEmpty() && attribute.kind() != ExtraAttribute.Kind.TEXT;
    Optional<Object> value = isNone ? Optional.empty() : attribute.value(text);
    if (value.isEmpty() && !isNone) {
      throw new RefusedValueException(
          attribute.name() + ": not of the kind " + attribute.kind().word());
    }
    try {
      extras.write(accountId, attribute, value);
    } catch (ExtraValueRefusedException refused) {
      // Without its cause: drivers quote the values that a database refuses.
      throw new RefusedValueException(String.valueOf(refused.getMessage()));
    }
    known.remove(accountId);
  }
}
