package io.authservice.keycloak.persistence.table;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code django_content_type}: the application and model a permission is about. */
@Entity(name = "DjangoContentType")
@Table(name = "django_content_type")
public class DjangoContentType {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  @Nullable Integer id;

  @Column(name = "app_label", nullable = false, length = 100)
  String appLabel = "";

  @Column(nullable = false, length = 100)
  String model = "";
}
