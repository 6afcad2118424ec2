package io.authservice.keycloak.startup;

import io.authservice.keycloak.metrics.Meters;
import io.authservice.keycloak.storage.RealmAccounts;
import io.authservice.keycloak.token.legacy.LegacySettings;
import io.authservice.keycloak.token.legacy.LegacyTokens;
import io.authservice.keycloak.token.legacy.LegacyUses;
import io.authservice.keycloak.token.legacy.OldTokenUse;
import io.authservice.keycloak.token.legacy.OldTokens;
import io.authservice.keycloak.token.legacy.StoredTokens;
import io.authservice.keycloak.token.refresh.TokenSettings;
import java.util.List;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;

/** Puts together what accepts tokens of the old service, as far as the options say so. */
final class OldTokenAssembly {

  private final LegacySettings rules;
  private final LegacyUses uses;
  private final TokenSettings tokens;

  OldTokenAssembly(Config.Scope options, Meters meters, TokenSettings tokens) {
    this.rules = LegacySettings.of(options);
    this.uses = new LegacyUses(meters);
    this.tokens = tokens;
  }

  /** What is still taken, and how often it was. */
  List<OldTokenUse> uses() {
    return uses.by(rules);
  }

  OldTokens all(KeycloakSession session, RealmAccounts storages) {
    return new OldTokens(signed(session, storages), stored(session, storages));
  }

  Optional<LegacyTokens> signed(KeycloakSession session, RealmAccounts storages) {
    return rules
        .jwt()
        .map(
            jwt ->
                new LegacyTokens(
                    session,
                    jwt,
                    storages.legacyBlacklist(),
                    storages,
                    uses,
                    tokens.clientId(),
                    tokens.rotation()));
  }

  private Optional<StoredTokens> stored(KeycloakSession session, RealmAccounts storages) {
    return rules.tables().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StoredTokens(
                session,
                rules.tables(),
                storages.issuedTokens(),
                storages,
                uses,
                tokens.clientId()));
  }
}
