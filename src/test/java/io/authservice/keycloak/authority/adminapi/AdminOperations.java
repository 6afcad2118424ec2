package io.authservice.keycloak.authority.adminapi;

import io.authservice.keycloak.server.ProjectFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every operation of the Admin API of a realm that a Keycloak server offers, found by the
 * annotations of its classes: from the resource of a realm downwards, and from those that are
 * plugged in.
 */
final class AdminOperations implements AutoCloseable {

  private static final String ADMIN = "org.keycloak.services.resources.admin.";
  private static final String REALM = ADMIN + "RealmAdminResource";
  private static final String PLUGGED_IN =
      "META-INF/services/"
          + "org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory";

  /** Places whose resource no return type names: what they are. */
  private static final Map<String, List<String>> UNTYPED =
      Map.of(
          "/clients/{client-uuid}/authz/resource-server/permission/{type}",
          List.of("org.keycloak.authorization.admin.PolicyResourceService"),
          "/clients/{client-uuid}/authz/resource-server/policy/{type}",
          List.of("org.keycloak.authorization.admin.PolicyResourceService"),
          "/{extension}",
          List.of());

  /** Who plugs resources in, which they are, and below which path. */
  private static final Map<String, List<String>> EXTENSIONS =
      Map.of(
          "org.keycloak.admin.ui.rest.AdminExtProvider",
          List.of("/ui-ext", "org.keycloak.admin.ui.rest.AdminExtResource"),
          "org.keycloak.ssf.services.admin.SsfAdminRealmResourceProviderFactory",
          List.of("/ssf", "org.keycloak.ssf.services.admin.SsfAdminResource"),
          ADMIN + "ClearCrlCacheRealmAdminProvider",
          List.of("/clear-crl-cache", ADMIN + "ClearCrlCacheResource"),
          ADMIN + "ClearKeysCacheRealmAdminProvider",
          List.of("/clear-keys-cache", ADMIN + "ClearKeysCacheResource"),
          ADMIN + "ClearRealmCacheRealmAdminProvider",
          List.of("/clear-realm-cache", ADMIN + "ClearRealmCacheResource"),
          ADMIN + "ClearUserCacheRealmAdminProvider",
          List.of("/clear-user-cache", ADMIN + "ClearUserCacheResource"),
          ADMIN + "LdapServerCapabilitiesRealmAdminProvider",
          List.of("/ldap-server-capabilities", ADMIN + "LdapServerCapabilitiesResource"),
          ADMIN + "TestLdapConnectionRealmAdminProvider",
          List.of("/testLDAPConnection", ADMIN + "TestLdapConnectionResource"),
          ADMIN + "UserStorageProviderRealmAdminProvider",
          List.of("/user-storage", ADMIN + "UserStorageProviderResource"));

  private final URLClassLoader server;
  private Map<String, Set<String>> found = new TreeMap<>();
  private final Set<String> unknown = new TreeSet<>();

  AdminOperations() throws IOException, ReflectiveOperationException {
    List<URL> jars = new ArrayList<>();
    Path main = ProjectFiles.ofTheBuild().distribution().resolve("lib/lib/main");
    try (Stream<Path> files = Files.list(main)) {
      for (Path file : files.toList()) {
        jars.add(file.toUri().toURL());
      }
    }
    server = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    walk("", REALM, new ArrayDeque<>());
    for (String factory : pluggedIn()) {
      List<String> resource = EXTENSIONS.get(factory);
      if (resource == null) {
        unknown.add("an extension of the Admin API: " + factory);
      } else {
        walk(resource.get(0), resource.get(1), new ArrayDeque<>());
      }
    }
  }

  /** What a resource of ours adds. */
  Map<String, Set<String>> of(String path, Class<?> resource) throws ReflectiveOperationException {
    Map<String, Set<String>> keycloaks = found;
    found = new TreeMap<>();
    try {
      walk(path, resource, new ArrayDeque<>());
      return found;
    } finally {
      found = keycloaks;
    }
  }

  /** Methods by the templates of their paths below the realm. */
  Map<String, Set<String>> found() {
    return found;
  }

  /** What the walk could not follow. */
  Set<String> unknown() {
    return unknown;
  }

  private List<String> pluggedIn() throws IOException {
    List<String> factories = new ArrayList<>();
    for (URL file : Collections.list(server.getResources(PLUGGED_IN))) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
        lines
            .lines()
            .map(line -> line.replaceFirst("#.*", "").strip())
            .filter(line -> !line.isEmpty())
            .forEach(factories::add);
      }
    }
    return factories;
  }

  private void walk(String path, String resource, Deque<String> above)
      throws ReflectiveOperationException {
    walk(path, server.loadClass(resource), above);
  }

  private void walk(String path, Class<?> resource, Deque<String> above)
      throws ReflectiveOperationException {
    if (above.contains(resource.getName())) {
      return;
    }
    above.push(resource.getName());
    for (Method method : resource.getMethods()) {
      if (!method.isBridge()) {
        visit(path, resource, method, above);
      }
    }
    above.pop();
  }

  private void visit(String path, Class<?> resource, Method method, Deque<String> above)
      throws ReflectiveOperationException {
    String below = null;
    Set<String> verbs = new TreeSet<>();
    for (Method declared : declarations(resource, method)) {
      for (Annotation annotation : declared.getAnnotations()) {
        if (annotation.annotationType().getName().equals("jakarta.ws.rs.Path")) {
          below = value(annotation);
        }
        for (Annotation meta : annotation.annotationType().getAnnotations()) {
          if (meta.annotationType().getName().equals("jakarta.ws.rs.HttpMethod")) {
            verbs.add(value(meta));
          }
        }
      }
      if (below != null || !verbs.isEmpty()) {
        break;
      }
    }
    String whole = below == null ? path : joined(path, below);
    if (!verbs.isEmpty()) {
      found.computeIfAbsent(whole, key -> new TreeSet<>()).addAll(verbs);
    } else if (below != null) {
      descend(whole, method.getReturnType(), above);
    }
  }

  private void descend(String path, Class<?> resource, Deque<String> above)
      throws ReflectiveOperationException {
    if (resource != Object.class) {
      walk(path, resource, above);
    } else if (UNTYPED.containsKey(path)) {
      for (String known : UNTYPED.get(path)) {
        walk(path, known, above);
      }
    } else {
      unknown.add(path);
    }
  }

  /** A resource's annotations may be those of its interfaces and of the classes above it. */
  private static List<Method> declarations(Class<?> resource, Method method) {
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type = resource; type != null; type = type.getSuperclass()) {
      types.add(type);
      types.addAll(List.of(type.getInterfaces()));
    }
    List<Method> declarations = new ArrayList<>();
    declarations.add(method);
    for (Class<?> type : types) {
      for (Method other : type.getMethods()) {
        if (other.getName().equals(method.getName())
            && List.of(other.getParameterTypes()).equals(List.of(method.getParameterTypes()))) {
          declarations.add(other);
        }
      }
    }
    return declarations;
  }

  private static String joined(String path, String below) {
    String inner = below.replaceAll("^/+|/+$", "");
    return inner.isEmpty() ? path : path + "/" + inner;
  }

  private static String value(Annotation annotation) throws ReflectiveOperationException {
    return (String) annotation.annotationType().getMethod("value").invoke(annotation);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
