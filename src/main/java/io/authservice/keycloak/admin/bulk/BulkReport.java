package io.authservice.keycloak.admin.bulk;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.api.users.UserRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one portion.
 *
 * @param done to how many it was done, or had been already
 * @param next the id after which the next portion begins; null if there is none
 */
@JsonPropertyOrder({"done", "refused", "next"})
record BulkReport(
    @JsonProperty("done") int done,
    @JsonProperty("refused") List<Refused> refused,
    @JsonProperty("next") @JsonSerialize(using = UserRecord.IdSerializer.class)
        @Nullable UserId next) {

  BulkReport {
    refused = List.copyOf(refused);
  }

  /**
   * A user to whom it was not done.
   *
   * @param username null if there is no such user
   * @param code why
   */
  @JsonPropertyOrder({"id", "username", "code"})
  record Refused(
      @JsonProperty("id") @JsonSerialize(using = UserRecord.IdSerializer.class) UserId id,
      @JsonProperty("username") @Nullable String username,
      @JsonProperty("code") String code) {}
}
