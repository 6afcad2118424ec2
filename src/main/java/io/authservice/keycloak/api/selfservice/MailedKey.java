package io.authservice.keycloak.api.selfservice;

import io.authservice.keycloak.token.mail.MailPages;
import io.authservice.keycloak.token.mail.MailPurpose;
import io.authservice.keycloak.token.mail.MailedTokens;
import io.authservice.keycloak.token.mail.MailedTokens.Proof;
import io.authservice.keycloak.wire.error.ApiException;
import io.authservice.keycloak.wire.field.Fields;
import java.util.Optional;

/**
 * What a mail brought, as the libraries take it apart.
 *
 * @param uid the user's id in base64
 * @param token signed, and alone decisive
 */
record MailedKey(String uid, String token) {

  /** Reads it; empty if something of it is missing, as the fields tell. */
  static Optional<MailedKey> read(Fields fields) {
    if (!fields.readable()) {
      return Optional.empty();
    }
    Optional<String> uid = fields.text(Shape.UID);
    Optional<String> token = fields.text(Shape.TOKEN);
    return uid.flatMap(id -> token.map(text -> new MailedKey(id, text)));
  }

  /**
   * What it stands for. Nobody learns by it which ids there are: a token that is not good is
   * refused as such, whatever the id.
   *
   * @throws ApiException 400 by field
   */
  Proof proof(Shape shape, MailedTokens tokens, MailPurpose purpose) {
    Proof proof = tokens.proof(token, purpose).orElseThrow(shape::badToken);
    if (!MailPages.uid(proof.accountId()).equals(uid)) {
      throw shape.badUid();
    }
    return proof;
  }

  /** Shows no token. */
  @Override
  public String toString() {
    return "MailedKey[" + uid + "]";
  }
}
