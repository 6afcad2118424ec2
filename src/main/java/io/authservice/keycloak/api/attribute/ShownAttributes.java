package io.authservice.keycloak.api.attribute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserValues;
import io.authservice.keycloak.account.extra.ExtraAttribute;
import io.authservice.keycloak.account.key.UserId;
import io.authservice.keycloak.storage.provider.AccountReader;
import io.authservice.keycloak.wire.body.RequestBody;
import io.authservice.keycloak.wire.error.ErrorCode;
import io.authservice.keycloak.wire.error.FieldErrors;
import io.authservice.keycloak.wire.field.Validated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The attributes of the user model that records of users show; none unless the model says so. */
public final class ShownAttributes {

  /** So many users' attributes are read in one statement. */
  private static final int PORTION = 500;

  private static final String READ_ONLY = "This field is read-only.";

  private final ObjectMapper json = new ObjectMapper();
  private final AccountReader accounts;

  public ShownAttributes(AccountReader accounts) {
    this.accounts = accounts;
  }

  /** What one user has, by the attributes' names; null where it has none. */
  public Map<String, @Nullable Object> of(UserId id) {
    List<ExtraAttribute> shown = accounts.shownAttributes();
    return shown.isEmpty() ? Map.of() : shown(shown, values(Set.of(id)), id);
  }

  /**
   * A record of each user, in their order. Close the stream.
   *
   * @param record made of a user and what it has
   */
  public <U extends UserValues, R> Stream<R> each(
      Stream<U> users, BiFunction<? super U, Map<String, @Nullable Object>, R> record) {
    List<ExtraAttribute> shown = accounts.shownAttributes();
    if (shown.isEmpty()) {
      return users.map(user -> record.apply(user, Map.of()));
    }
    return portions(users)
        .flatMap(
            portion -> {
              Map<UserId, Map<String, Object>> values =
                  values(portion.stream().map(ShownAttributes::id).collect(Collectors.toSet()));
              return portion.stream()
                  .map(user -> record.apply(user, shown(shown, values, id(user))));
            })
        .onClose(users::close);
  }

  private static UserId id(UserValues user) {
    return user.get(UserField.ID);
  }

  private Map<UserId, Map<String, Object>> values(Set<UserId> ids) {
    return accounts.attributes(ids);
  }

  private Map<String, @Nullable Object> shown(
      List<ExtraAttribute> shown, Map<UserId, Map<String, Object>> values, UserId id) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (ExtraAttribute attribute : shown) {
      all.put(
          attribute.name(),
          inJson(attribute, values.getOrDefault(id, Map.of()).get(attribute.name())));
    }
    return all;
  }

  /** What claims to be JSON and is none is a text. */
  private @Nullable Object inJson(ExtraAttribute attribute, @Nullable Object value) {
    if (attribute.kind() != ExtraAttribute.Kind.JSON || value == null) {
      return value;
    }
    try {
      return json.readTree(value.toString());
    } catch (JsonProcessingException none) {
      return value;
    }
  }

  private static <U> Stream<List<U>> portions(Stream<U> users) {
    Iterator<U> rest = users.iterator();
    Iterator<List<U>> portions =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rest.hasNext();
          }

          @Override
          public List<U> next() {
            List<U> portion = new ArrayList<>();
            while (portion.size() < PORTION && rest.hasNext()) {
              portion.add(rest.next());
            }
            return portion;
          }
        };
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(portions, Spliterator.ORDERED), false);
  }

  /**
   * What a body says of them. Who sends what is there already asks for no change.
   *
   * @param of whose they are; empty for a new user
   * @param mayWrite whether the caller may write those that are written
   * @return the old and the new value of each that is to be another
   */
  public Validated<Map<String, List<@Nullable Object>>> read(
      RequestBody body, Optional<UserId> of, boolean mayWrite) {
    Map<String, List<@Nullable Object>> changes = new LinkedHashMap<>();
    FieldErrors errors = FieldErrors.none();
    List<ExtraAttribute> sent =
        body.names().isEmpty()
            ? List.of()
            : accounts.shownAttributes().stream()
                .filter(attribute -> body.names().contains(attribute.name()))
                .toList();
    Map<UserId, Map<String, Object>> present =
        sent.isEmpty() ? Map.of() : of.map(id -> values(Set.of(id))).orElse(Map.of());
    for (ExtraAttribute attribute : sent) {
      Object now =
          of.map(id -> present.getOrDefault(id, Map.of()).get(attribute.name())).orElse(null);
      AttributeInput input =
          AttributeInput.of(attribute, body.field(attribute.name(), true, true).orElseThrow());
      if (input.error().isPresent()) {
        errors = errors.with(attribute.name(), ErrorCode.INVALID, input.error().get());
      } else if (!Objects.equals(now, input.value())) {
        if (attribute.writable() && mayWrite) {
          changes.put(attribute.name(), Arrays.asList(now, input.value()));
        } else {
          errors = errors.with(attribute.name(), ErrorCode.READ_ONLY, READ_ONLY);
        }
      }
    }
    return new Validated<>(changes, errors);
  }
}
