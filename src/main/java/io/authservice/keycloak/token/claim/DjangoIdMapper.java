package io.authservice.keycloak.token.claim;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.storage.provider.AccountReader;
import java.util.List;
import java.util.Map;

/**
 * The user's id as it is in Django's table: an integer, for clients whose own keys are integers, or
 * a UUID's text.
 */
public final class DjangoIdMapper extends DjangoClaimMapper {

  public static final String ID = "auth-service-id-mapper";

  /** After Keycloak's own mappers, one of which writes the same claim as a text. */
  private static final int AFTER_ATTRIBUTES = 5;

  /** Made by the server. */
  public DjangoIdMapper() {
    super("user_id", List.of());
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public int getPriority() {
    return AFTER_ATTRIBUTES;
  }

  @Override
  public String getDisplayType() {
    return "Django user id";
  }

  @Override
  public String getHelpText() {
    return "Puts the user's id into a claim as Django's table has it: an integer, or a UUID.";
  }

  @Override
  Object value(AccountReader accounts, Account account, Map<String, String> config) {
    return account.id().json();
  }
}
