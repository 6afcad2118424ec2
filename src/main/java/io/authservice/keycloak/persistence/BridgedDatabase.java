package io.authservice.keycloak.persistence;

import io.authservice.keycloak.account.AccountExport;
import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.LegacyBlacklist;

/** What a Django database holds for us, inside the transaction of a session. */
public record BridgedDatabase(Accounts accounts, LegacyBlacklist blacklist, AccountExport export) {}
