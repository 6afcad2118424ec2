package io.authservice.keycloak.admin;

import io.authservice.keycloak.account.extra.UserModelProposal;
import io.authservice.keycloak.admin.exchange.AdminAccess;
import io.authservice.keycloak.admin.exchange.AdminRequest;
import io.authservice.keycloak.storage.failure.RefusedValueException;
import io.authservice.keycloak.storage.settings.UserModelLook;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Fields;
import io.authservice.keycloak.wire.field.TextField;
import io.authservice.keycloak.wire.field.Validated;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tables of a bridged database suggest, and the first users as settings have them. */
final class UserModelResource {

  private static final String COMPONENT = "component";
  private static final String URL = "databaseUrl";
  private static final String TABLE = "userTable";
  private static final String MODEL = "userModel";

  private static final List<String> CONNECTION =
      List.of(URL, "databaseUser", "databasePassword", "databaseTimeout");

  private static final String[] MEMBERS = {
    COMPONENT, URL, "databaseUser", "databasePassword", "databaseTimeout", TABLE, MODEL
  };

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
          Map<String, String> sent = read(exchange.body(body, MEMBERS));
          try {
            return exchange.response(200, record(found(sent)));
          } catch (RefusedValueException refused) {
            throw ApiException.nonField(String.valueOf(refused.getMessage()));
          }
        });
  }

  private static Map<String, String> read(RequestBody body) {
    Fields fields = new Fields(body, true);
    Map<String, String> sent = new LinkedHashMap<>();
    if (fields.readable()) {
      for (String member : MEMBERS) {
        fields
            .text(TextField.optional(member, TextField.UNLIMITED))
            .ifPresent(text -> sent.put(member, text));
      }
    }
    return new Validated<>(sent, fields.errors()).orThrow();
  }

  private UserModelLook.Found found(Map<String, String> sent) {
    if (sent.containsKey(URL) && !sent.containsKey(COMPONENT)) {
      return look.of(sent);
    }
    FieldErrors errors = FieldErrors.none();
    for (String member : CONNECTION) {
      if (sent.containsKey(member)) {
        errors =
            errors.with(
                member,
                ErrorCode.INVALID,
                sent.containsKey(COMPONENT)
                    ? "A component has its own."
                    : "This field goes with " + URL + ".");
      }
    }
    if (!errors.isEmpty()) {
      throw ApiException.validation(errors);
    }
    return look.ofComponent(
            Optional.ofNullable(sent.get(COMPONENT)),
            Optional.ofNullable(sent.get(TABLE)),
            Optional.ofNullable(sent.get(MODEL)))
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
