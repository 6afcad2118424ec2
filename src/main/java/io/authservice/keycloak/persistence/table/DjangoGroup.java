package io.authservice.keycloak.persistence.table;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code auth_group}. */
@Entity(name = "DjangoGroup")
@Table(name = "auth_group")
@DynamicUpdate
public class DjangoGroup {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Integer id;

  @Column(nullable = false, unique = true, length = 150)
  String name = "";

  @ManyToMany
  @JoinTable(
      name = "auth_group_permissions",
      joinColumns = @JoinColumn(name = "group_id"),
      inverseJoinColumns = @JoinColumn(name = "permission_id"))
  Set<DjangoPermission> permissions = new HashSet<>();

  /** The rows of {@link DjangoUser#groups}, which are changed there; they go with the group. */
  @ManyToMany
  @JoinTable(
      name = "users_user_groups",
      joinColumns = @JoinColumn(name = "group_id"),
      inverseJoinColumns = @JoinColumn(name = "user_id"))
  Set<DjangoUser> members = new HashSet<>();
}
