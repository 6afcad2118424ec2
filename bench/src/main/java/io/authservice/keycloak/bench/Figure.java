package io.authservice.keycloak.bench;

/** Something measured that stands for itself; it depends on the machine. */
record Figure(String name, String unit, Aim.Better better, Samples samples) {}
