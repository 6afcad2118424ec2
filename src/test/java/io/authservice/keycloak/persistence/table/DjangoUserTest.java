package io.authservice.keycloak.persistence.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.UserField.Kind;
import io.authservice.keycloak.account.key.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The entity has a property for each field of a user, as it is declared, and no other. */
class DjangoUserTest {

  private static final List<UserField<?>> CHANGED_ELSEWHERE =
      List.of(UserField.ID, UserField.USERNAME, UserField.LAST_LOGIN, UserField.PASSWORD);

  static Stream<UserField<?>> fields() {
    return UserField.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aPropertyIsMappedAsItsFieldIsDeclared(UserField<?> field) throws NoSuchFieldException {
    Field property = DjangoUser.class.getDeclaredField(UserProperties.of(field));
    if (property.isAnnotationPresent(Id.class)) {
      assertThat(field).isEqualTo(UserField.ID);
      return;
    }
    Column column = property.getAnnotation(Column.class);

    assertThat(column.name().isEmpty() ? property.getName() : column.name())
        .isEqualTo(field.column());
    if (field.kind() == Kind.TEXT) {
      assertThat(column.length()).isEqualTo(field.longest());
    } else {
      assertThat(column.nullable()).isEqualTo(field.isNullable());
    }
  }

  @Test
  void thereIsNoOtherProperty() {
    assertThat(
            Arrays.stream(DjangoUser.class.getDeclaredFields())
                .filter(property -> !property.isAnnotationPresent(ManyToMany.class))
                .filter(property -> !property.isSynthetic())
                .map(Field::getName))
        .containsExactlyInAnyOrderElementsOf(fields().map(UserProperties::of).toList());
  }

  @ParameterizedTest
  @MethodSource("fields")
  void aFieldIsReadAndChangedInItsProperty(UserField<?> field) throws ReflectiveOperationException {
    DjangoUser user = new DjangoUser();
    Field property = DjangoUser.class.getDeclaredField(UserProperties.of(field));
    Object value = sample(field, property.get(user));

    if (CHANGED_ELSEWHERE.contains(field)) {
      assertThatThrownBy(() -> user.change(field, value))
          .isInstanceOf(IllegalArgumentException.class);
      property.set(user, value);
    } else {
      user.change(field, value);
    }

    assertThat(property.get(user)).isEqualTo(value);
    assertThat(user.value(field)).isEqualTo(value);
  }

  private static Object sample(UserField<?> field, Object before) {
    return switch (field.kind()) {
      case KEY -> UserId.of(7);
      case TEXT -> "text of " + field;
      case FLAG -> !(boolean) before;
      case MOMENT -> Instant.parse("2024-02-29T23:59:59.123456Z");
    };
  }
}
