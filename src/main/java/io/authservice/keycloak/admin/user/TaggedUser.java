package io.authservice.keycloak.admin.user;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.group.Assignments;
import io.authservice.keycloak.admin.exchange.EntityTag;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A user and the tag of how it is: its columns and what it was given, but not when it logged in.
 */
record TaggedUser(ManagedUser user, EntityTag tag) {

  static TaggedUser of(ManagedUser user, Assignments given) {
    List<@Nullable Object> values = new ArrayList<>();
    for (UserField<?> field : UserField.OF_ACCOUNT) {
      if (field != UserField.LAST_LOGIN) {
        values.add(user.account().get(field));
      }
    }
    values.add(new TreeSet<>(given.groupIds()));
    values.add(new TreeSet<>(given.permissionIds()));
    return new TaggedUser(user, EntityTag.of(values));
  }

  Account account() {
    return user.account();
  }
}
