package io.authservice.keycloak.persistence.table;

import io.authservice.keycloak.account.UserColumns;
import io.authservice.keycloak.account.UserField;
import io.authservice.keycloak.account.key.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Type;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code users_user}: the columns of Django's {@code AbstractUser}.
 *
 * <p>A Django database may hold nothing where there must be something, if its tables were altered.
 *
 * <p>Only changed columns are written, because the service we stand in for may write the same rows.
 *
 * <p>Rows are loaded one at a time, whatever the server's batch size: Hibernate cannot put ids of a
 * type of our own into an SQL array.
 */
@Entity(name = "DjangoUser")
@Table(name = "users_user")
@DynamicUpdate
@BatchSize(size = 1)
public class DjangoUser {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Type(UserKeyType.class)
  @Nullable UserId id;

  @Column(nullable = false, length = 128)
  @Nullable String password = "";

  @Column(name = UserColumns.LAST_LOGIN)
  @Nullable Instant lastLogin;

  @Column(name = UserColumns.IS_SUPERUSER, nullable = false)
  @Nullable Boolean superuser = false;

  @Column(nullable = false, length = 150)
  @Nullable String username = "";

  @Column(name = UserColumns.FIRST_NAME, length = 150)
  @Nullable String firstName = "";

  @Column(name = UserColumns.LAST_NAME, length = 150)
  @Nullable String lastName = "";

  @Column(length = 254)
  @Nullable String email = "";

  @Column(name = UserColumns.IS_STAFF, nullable = false)
  @Nullable Boolean staff = false;

  @Column(name = UserColumns.IS_ACTIVE, nullable = false)
  @Nullable Boolean active = true;

  @Column(name = UserColumns.DATE_JOINED, nullable = false)
  @Nullable Instant dateJoined = Instant.EPOCH;

  @ManyToMany
  @BatchSize(size = 1)
  @JoinTable(
      name = "users_user_groups",
      joinColumns = @JoinColumn(name = "user_id"),
      inverseJoinColumns = @JoinColumn(name = "group_id"))
  Set<DjangoGroup> groups = new HashSet<>();

  @ManyToMany
  @BatchSize(size = 1)
  @JoinTable(
      name = "users_user_user_permissions",
      joinColumns = @JoinColumn(name = "user_id"),
      inverseJoinColumns = @JoinColumn(name = "permission_id"))
  Set<DjangoPermission> permissions = new HashSet<>();

  /** The value of a field. Only code shows it: the server's build rewrites how fields are read. */
  @Nullable Object value(UserField<?> field) {
    return switch (field.column()) {
      case UserColumns.ID -> id;
      case UserColumns.PASSWORD -> password;
      case UserColumns.LAST_LOGIN -> lastLogin;
      case UserColumns.IS_SUPERUSER -> superuser;
      case UserColumns.USERNAME -> username;
      case UserColumns.FIRST_NAME -> firstName;
      case UserColumns.LAST_NAME -> lastName;
      case UserColumns.EMAIL -> email;
      case UserColumns.IS_STAFF -> staff;
      case UserColumns.IS_ACTIVE -> active;
      case UserColumns.DATE_JOINED -> dateJoined;
      default -> throw new IllegalArgumentException("No column " + field);
    };
  }

  /** Changes a field that is no more than a column. */
  void change(UserField<?> field, Object value) {
    switch (field.column()) {
      case UserColumns.IS_SUPERUSER -> superuser = (boolean) value;
      case UserColumns.FIRST_NAME -> firstName = (String) value;
      case UserColumns.LAST_NAME -> lastName = (String) value;
      case UserColumns.EMAIL -> email = (String) value;
      case UserColumns.IS_STAFF -> staff = (boolean) value;
      case UserColumns.IS_ACTIVE -> active = (boolean) value;
      case UserColumns.DATE_JOINED -> dateJoined = (Instant) value;
      default -> throw new IllegalArgumentException(field + " is not changed so");
    }
  }
}
