package io.authservice.keycloak.migration.source;

import io.authservice.keycloak.account.issued.IssuedToken;
import io.authservice.keycloak.account.issued.TokenDigest;
import java.util.Optional;
import java.util.OptionalLong;

/** Tokens as dumps have them. Their texts go no further. */
final class DumpedTokens {

  private DumpedTokens() {}

  static SourceRow access(DumpFields fields) {
    String id = text(fields.id());
    return new SourceRow.Issued(
        IssuedToken.Kind.OAUTH2_ACCESS,
        id,
        TokenDigest.of(fields.text("token")),
        fields.referenceIfAny("user"),
        fields.referenceIfAny("application"),
        id,
        Optional.of(fields.text("scope")),
        fields.moment("created"),
        Optional.of(fields.moment("expires")),
        false);
  }

  static SourceRow refresh(DumpFields fields) {
    return new SourceRow.Issued(
        IssuedToken.Kind.OAUTH2_REFRESH,
        text(fields.id()),
        TokenDigest.of(fields.text("token")),
        fields.referenceIfAny("user"),
        fields.referenceIfAny("application"),
        fields.referenceIfAny("access_token").map(key -> text(key.id())).orElse(""),
        Optional.empty(),
        fields.moment("created"),
        Optional.empty(),
        fields.isSet("revoked"));
  }

  /** The primary key is the token. */
  static SourceRow key(DumpFields fields) {
    String digest = TokenDigest.of(fields.keyText());
    return new SourceRow.Issued(
        IssuedToken.Kind.DRF,
        digest,
        digest,
        Optional.of(fields.reference("user")),
        Optional.empty(),
        digest,
        Optional.of(""),
        fields.moment("created"),
        Optional.empty(),
        false);
  }

  private static String text(OptionalLong id) {
    return id.isPresent() ? Long.toString(id.getAsLong()) : "";
  }
}
