package io.authservice.keycloak.admin.bulk;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Users as a table: the columns of the administrators' list, in its order. */
final class UserTable {

  private static final String KEYCLOAK_ID = "keycloak_id";

  private static final List<UserField<?>> FIELDS =
      UserField.OF_ACCOUNT.stream()
          .filter(field -> field.isShownTo(UserField.Reader.ADMINISTRATORS))
          .toList();

  private final Function<UserId, String> keycloakId;

  /**
   * A table of one realm's users.
   *
   * @param keycloakId Keycloak's id of the user of a primary key
   */
  UserTable(Function<UserId, String> keycloakId) {
    this.keycloakId = keycloakId;
  }

  /** Writes a line of names, and one for each account, one at a time. */
  void write(OutputStream out, Iterator<Account> accounts) throws IOException {
    CsvWriter csv = new CsvWriter(out);
    csv.row(names());
    while (accounts.hasNext()) {
      csv.row(cells(accounts.next()));
    }
    csv.flush();
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (UserField<?> field : FIELDS) {
      names.add(field.column());
      if (field == UserField.ID) {
        names.add(KEYCLOAK_ID);
      }
    }
    return names;
  }

  private List<String> cells(Account account) {
    List<String> cells = new ArrayList<>();
    for (UserField<?> field : FIELDS) {
      cells.add(Objects.toString(account.get(field), ""));
      if (field == UserField.ID) {
        cells.add(keycloakId.apply(account.id()));
      }
    }
    return cells;
  }
}
