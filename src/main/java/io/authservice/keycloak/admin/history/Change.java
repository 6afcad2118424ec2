package io.authservice.keycloak.admin.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What became of one field.
 *
 * @param field a column, or what else {@link Representation} shows
 * @param from a text, a number, a boolean or a list of these; null if there was none, or it is not
 *     known
 * @param to the same
 */
@JsonPropertyOrder({"field", "from", "to"})
record Change(
    @JsonProperty("field") String field,
    @JsonProperty("from") @Nullable Object from,
    @JsonProperty("to") @Nullable Object to) {}
