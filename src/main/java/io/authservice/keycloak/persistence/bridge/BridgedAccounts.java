package io.authservice.keycloak.persistence.bridge;

import io.authservice.keycloak.account.Accounts;
import io.authservice.keycloak.account.extra.AccountExtras;
import io.authservice.keycloak.account.issued.IssuedTokens;
import io.authservice.keycloak.account.row.RowExport;
import io.authservice.keycloak.persistence.index.MissingIndexes;

/** What a Django database holds for us, inside the transaction of a session. */
public record BridgedAccounts(
    Accounts accounts,
    AccountExtras extras,
    IssuedTokens tokens,
    RowExport export,
    MissingIndexes indexes) {}
