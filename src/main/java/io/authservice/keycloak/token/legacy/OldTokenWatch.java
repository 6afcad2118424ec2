package io.authservice.keycloak.token.legacy;

import java.util.List;

/** Who knows which tokens of the old service are still taken, and how often they were. */
public interface OldTokenWatch {

  /** Those that the options name, whether or not their time is over. */
  List<OldTokenUse> oldTokens();
}
