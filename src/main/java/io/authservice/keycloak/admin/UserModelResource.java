package io.authservice.keycloak.admin;

import io.authservice.keycloak.account.extra.UserModelProposal;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import io.authservice.keycloak.storage.settings.UserModelLook;
import io.authservice.keycloak.wire.error.ApiException;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tables of a bridged database suggest, and the first users as settings have them. */
final class UserModelResource {

  private static final String TABLE = SentDatabase.TABLE;
  private static final String MODEL = SentDatabase.MODEL;

  private final AdminRequest exchange;
  private final AdminAccess access;
  private final UserModelLook look;

  UserModelResource(AdminRequest exchange, AdminAccess access, UserModelLook look) {
    this.exchange = exchange;
    this.access = access;
    this.look = look;
  }

  /** 200 with what was found; 400 for settings that cannot be used, 404 for no such component. */
  Response answer(InputStream body) {
    return exchange.answered(
        () -> {
          access.requireRealmAdministrator();
          exchange.requireOnly();
          SentDatabase sent = SentDatabase.of(exchange, body);
          try {
            return exchange.response(200, record(found(sent)));
          } catch (RefusedValueException refused) {
            throw ApiException.nonField(String.valueOf(refused.getMessage()));
          }
        });
  }

  private UserModelLook.Found found(SentDatabase sent) {
    return sent.isGiven()
        ? look.of(sent.sent())
        : look.ofComponent(sent.component(), sent.table(), sent.model())
            .orElseThrow(ApiException::notFound);
  }

  private static Map<String, @Nullable Object> record(UserModelLook.Found found) {
    UserModelProposal proposal = found.proposal();
    Map<String, Object> proposed = new LinkedHashMap<>();
    proposed.put(TABLE, proposal.userTable());
    proposed.put("reason", word(proposal.reason()));
    proposed.put("candidates", proposal.candidates());
    proposed.put(MODEL, proposal.userModel());
    proposed.put("lines", proposal.lines().stream().map(UserModelResource::record).toList());
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("proposed", proposed);
    all.put(TABLE, found.userTable());
    all.put(MODEL, found.userModel());
    all.put("refusal", found.refusal().orElse(null));
    all.put("samples", found.samples());
    return all;
  }

  private static Map<String, String> record(UserModelProposal.Line line) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("about", line.about());
    told.put("statement", line.statement());
    told.put("reason", word(line.reason()));
    return told;
  }

  private static String word(UserModelProposal.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
