package io.authservice.keycloak.rest;

import io.authservice.keycloak.account.Account;
import io.authservice.keycloak.token.Bearer;

/** Who a request is made for. */
record Caller(Account account, Bearer bearer) {}
