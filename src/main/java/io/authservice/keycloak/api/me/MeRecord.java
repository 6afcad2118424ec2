package io.authservice.keycloak.api.me;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.api.users.PermissionRecord;
import io.authservice.keycloak.api.users.UserRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller as {@code /auth/me/} tells it where it tells more than the user's record.
 *
 * @param superuser null to leave {@code is_superuser} out
 * @param permissions null to leave them out
 * @param groups names; null to leave them out
 */
@JsonPropertyOrder({"user", UserColumns.IS_SUPERUSER, "permissions", "groups"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record MeRecord(
    @JsonUnwrapped UserRecord user,
    @JsonProperty(UserColumns.IS_SUPERUSER) @Nullable Boolean superuser,
    @JsonProperty("permissions") @Nullable List<PermissionRecord> permissions,
    @JsonProperty("groups") @Nullable List<String> groups) {}
