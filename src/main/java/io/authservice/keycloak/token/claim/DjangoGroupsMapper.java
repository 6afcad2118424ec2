package io.authservice.keycloak.token.claim;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.storage.provider.AccountReader;
import java.util.List;
import java.util.Map;

/** The names of the user's Django groups as a claim. */
public final class DjangoGroupsMapper extends DjangoClaimMapper {

  public static final String ID = "auth-service-groups-mapper";

  /** Made by the server. */
  public DjangoGroupsMapper() {
    super("groups", List.of());
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayType() {
    return "Django groups";
  }

  @Override
  public String getHelpText() {
    return "Puts the names of the user's Django groups into a claim, as a list.";
  }

  @Override
  List<String> value(AccountReader accounts, Account account, Map<String, String> config) {
    return accounts.groups(account.id());
  }
}
