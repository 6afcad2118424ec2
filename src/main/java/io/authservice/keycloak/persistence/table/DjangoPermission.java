package io.authservice.keycloak.persistence.table;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code auth_permission}. */
@Entity(name = "DjangoPermission")
@Table(name = "auth_permission")
@DynamicUpdate
public class DjangoPermission {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Integer id;

  @Column(nullable = false)
  String name = "";

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "content_type_id", nullable = false)
  @Nullable DjangoContentType contentType;

  @Column(nullable = false, length = 100)
  String codename = "";
}
