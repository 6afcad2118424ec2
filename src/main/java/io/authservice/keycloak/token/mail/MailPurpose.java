package io.authservice.keycloak.token.mail;

import org.keycloak.authentication.actiontoken.resetcred.ResetCredentialsActionToken;
import org.keycloak.authentication.actiontoken.verifyemail.VerifyEmailActionToken;
import org.keycloak.common.util.Time;
import org.keycloak.events.EventType;
import org.keycloak.models.RealmModel;

/** What a mail lets its reader do. */
public enum MailPurpose {
  NEW_PASSWORD(
      "auth-service-new-password",
      ResetCredentialsActionToken.TOKEN_TYPE,
      EventType.SEND_RESET_PASSWORD),
  VERIFIED_EMAIL(
      "auth-service-verified-email",
      VerifyEmailActionToken.TOKEN_TYPE,
      EventType.SEND_VERIFY_EMAIL);

  private final String type;
  private final String nativeType;
  private final EventType sending;

  MailPurpose(String type, String nativeType, EventType sending) {
    this.type = type;
    this.nativeType = nativeType;
    this.sending = sending;
  }

  /** The {@code typ} of its tokens, by which they are told from all others of the realm. */
  String type() {
    return type;
  }

  EventType sending() {
    return sending;
  }

  /** As long as the realm lets its own links of the kind live, in seconds. */
  int lifespan(RealmModel realm) {
    return realm.getActionTokenGeneratedByUserLifespan(nativeType);
  }

  /** When one that is made now expires, in seconds since the epoch. */
  int expiration(RealmModel realm) {
    return Math.toIntExact(Time.currentTimeSeconds() + lifespan(realm));
  }
}
